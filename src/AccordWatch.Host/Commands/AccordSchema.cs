using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Register;

namespace AccordWatch.Host.Commands;

/// <summary>The JSON Schema (2020-12) of one accord, as export and <c>--json</c> print it; made from the record itself, so that they cannot differ.</summary>
internal static class AccordSchema
{
    public static string Text { get; } = Made().ToJsonString(new JsonSerializerOptions(Json.Options) { WriteIndented = true });

    private static JsonObject Made()
    {
        var options = new JsonSerializerOptions(Json.Options) { RespectNullableAnnotations = true, TypeInfoResolver = JsonSerializerOptions.Default.TypeInfoResolver };
        var made = options.GetJsonSchemaAsNode(typeof(Accord)).AsObject();
        made.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        made.Insert(1, "title", "Accord");
        made["type"] = "object";
        var fields = made["properties"]!.AsObject();
        fields["status"] = OneOf(LifeCycle.Statuses);
        fields["instrument"] = OneOf(Vocabulary.Instruments);
        fields["binding"] = new JsonObject { ["enum"] = new JsonArray("yes", "no", null) };
        fields["kind"] = OneOf(Vocabulary.Kinds);
        fields["origin"] = OneOf(["news", "background"]);
        fields["signed_on"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["pattern"] = "^\\d{4}(-\\d{2}(-\\d{2})?)?$" };
        fields["areas"] = new JsonObject { ["type"] = "array", ["items"] = OneOf(Vocabulary.Areas) };
        return made;
    }

    private static JsonObject OneOf(IReadOnlyList<string> values) => new() { ["enum"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]) };
}
