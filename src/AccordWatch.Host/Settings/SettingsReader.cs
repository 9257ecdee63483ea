using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AccordWatch.Knowledge;

namespace AccordWatch.Host.Settings;

/// <summary>One value that came from the environment instead of the file.</summary>
/// <param name="Variable">e.g. <c>ACCORDWATCH__MAIL__HOST</c>.</param>
/// <param name="Path">Sections and key, e.g. Mail, Host.</param>
/// <param name="Value">As text.</param>
internal sealed record Overriding(string Variable, IReadOnlyList<string> Path, string Value);

/// <summary>
/// Settings from a JSON file and the environment into records. Every key is checked: an unknown, doubled, mistyped or out-of-range one is a
/// <see cref="MistakeException"/> that names file, line and key. Order: environment over file over the record's default.
/// </summary>
internal static class SettingsReader
{
    public const string Prefix = "ACCORDWATCH__";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        IgnoreReadOnlyProperties = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new DurationConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <exception cref="MistakeException">File, line and key of the first mistake.</exception>
    public static T Read<T>(string file, string text, IEnumerable<Overriding> environment)
        where T : class
    {
        var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var root = Parse(file, text, lines);
        CheckKeys(file, root, typeof(T), "", lines);
        foreach (var overriding in environment)
        {
            Apply(root, typeof(T), overriding);
        }

        return (T)Made(file, root, typeof(T), "", lines);
    }

    /// <summary>Variables of the process that set a key; <c>…_FILE</c> gives the content of the named file, for secrets.</summary>
    /// <exception cref="MistakeException">A named secret file cannot be read.</exception>
    public static IReadOnlyList<Overriding> FromEnvironment(IDictionary variables)
    {
        var found = new List<Overriding>();
        foreach (var name in variables.Keys.Cast<string>().Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            var value = (string?)variables[name] ?? "";
            var isFile = name.EndsWith("_FILE", StringComparison.OrdinalIgnoreCase);
            if (isFile && !File.Exists(value))
            {
                throw new MistakeException($"environment variable {name}", 0, "", $"names the file '{value}', which does not exist");
            }

            var path = name[Prefix.Length..(isFile ? name.Length - "_FILE".Length : name.Length)].Split("__");
            found.Add(new Overriding(name, path, isFile ? File.ReadAllText(value).Trim() : value));
        }

        return found;
    }

    /// <summary>The settings as their file would write them.</summary>
    public static JsonNode ToJson<T>(T settings)
        where T : class
        => JsonSerializer.SerializeToNode(settings, Options)!;

    private static JsonObject Parse(string file, string text, Dictionary<string, int> lines)
    {
        try
        {
            NoteLines(Encoding.UTF8.GetBytes(text), file, lines);
            return JsonNode.Parse(text, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject
                ?? throw new MistakeException(file, 1, "", "an object { … } is expected");
        }
        catch (JsonException mistake)
        {
            throw new MistakeException(file, (int)(mistake.LineNumber ?? 0) + 1, "", "this is not JSON: " + mistake.Message);
        }
    }

    // The reader tells the offset of each property name; the line is the number of line feeds before it.
    private static void NoteLines(byte[] bytes, string file, Dictionary<string, int> lines)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var path = new Stack<string>();
        var counts = new Stack<int>();
        var name = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = Join(path, reader.GetString()!);
                    if (!lines.TryAdd(name, LineAt(bytes, reader.TokenStartIndex)))
                    {
                        throw new MistakeException(file, LineAt(bytes, reader.TokenStartIndex), name, $"stands here twice (first in line {lines[name]})");
                    }

                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    if (counts.TryPop(out var index) && index >= 0)
                    {
                        name = $"{(path.TryPeek(out var list) ? list : "")}[{index}]";
                        lines.TryAdd(name, LineAt(bytes, reader.TokenStartIndex));
                        counts.Push(index + 1);
                    }
                    else
                    {
                        counts.Push(-1);
                    }

                    path.Push(name);
                    counts.Push(reader.TokenType == JsonTokenType.StartArray ? 0 : -1);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    path.Pop();
                    counts.Pop();
                    break;
                default:
                    break;
            }
        }
    }

    private static string Join(Stack<string> path, string name) => path.TryPeek(out var above) && above.Length > 0 ? $"{above}.{name}" : name;

    private static int LineAt(byte[] bytes, long offset) => bytes.AsSpan(0, (int)offset).Count((byte)'\n') + 1;

    private static int LineOf(Dictionary<string, int> lines, string key)
    {
        for (var at = key; at.Length > 0; at = at[..Math.Max(0, at.LastIndexOfAny(['.', '[']))])
        {
            if (lines.TryGetValue(at, out var line))
            {
                return line;
            }
        }

        return 0;
    }

    private static void CheckKeys(string file, JsonNode? node, Type type, string path, Dictionary<string, int> lines)
    {
        if (node is JsonObject values && IsRecord(type))
        {
            var known = PropertiesOf(type);
            foreach (var (key, value) in values)
            {
                var at = path.Length == 0 ? key : $"{path}.{key}";
                var property = known.FirstOrDefault(one => one.Name.Equals(key, StringComparison.OrdinalIgnoreCase))
                    ?? throw new MistakeException(file, LineOf(lines, at), at, Unknown(key, known));
                CheckKeys(file, value, property.PropertyType, at, lines);
            }
        }
        else if (node is JsonArray list && ElementOf(type) is { } element)
        {
            for (var i = 0; i < list.Count; i++)
            {
                CheckKeys(file, list[i], element, $"{path}[{i}]", lines);
            }
        }
    }

    private static string Unknown(string key, IReadOnlyList<PropertyInfo> known)
    {
        var names = known.Select(one => JsonNamingPolicy.CamelCase.ConvertName(one.Name)).ToList();
        return $"unknown key; did you mean '{Nearest.Of(key, names)}'? Known keys: {string.Join(", ", names)}";
    }

    private static void Apply(JsonObject root, Type type, Overriding overriding)
    {
        var where = $"environment variable {overriding.Variable}";
        var node = root;
        foreach (var (part, isLast) in overriding.Path.Select((part, at) => (part, at == overriding.Path.Count - 1)))
        {
            var known = PropertiesOf(type);
            var property = known.FirstOrDefault(one => one.Name.Equals(part, StringComparison.OrdinalIgnoreCase))
                ?? throw new MistakeException(where, 0, part, Unknown(part, known));
            var key = node.Select(pair => pair.Key).FirstOrDefault(name => name.Equals(property.Name, StringComparison.OrdinalIgnoreCase))
                ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            type = property.PropertyType;
            if (isLast)
            {
                node[key] = ValueOf(overriding.Value, type);
            }
            else
            {
                node[key] ??= new JsonObject();
                node = node[key] as JsonObject ?? throw new MistakeException(where, 0, key, "has no keys below it");
            }
        }
    }

    private static JsonNode? ValueOf(string text, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(bool) && bool.TryParse(text, out var flag))
        {
            return JsonValue.Create(flag);
        }

        if (plain.IsPrimitive && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return JsonValue.Create(number);
        }

        return ElementOf(type) is not null && type != typeof(string)
            ? text.StartsWith('[') ? JsonNode.Parse(text) : new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => JsonValue.Create(part))])
            : JsonValue.Create(text);
    }

    // What is not named keeps its default, so only what is named is set and checked.
    private static object Made(string file, JsonObject values, Type type, string path, Dictionary<string, int> lines)
    {
        var made = Activator.CreateInstance(type)!;
        var missing = PropertiesOf(type).FindAll(one => one.IsDefined(typeof(RequiredMemberAttribute)));
        foreach (var (key, node) in values)
        {
            var property = PropertiesOf(type).Find(one => one.Name.Equals(key, StringComparison.OrdinalIgnoreCase))!;
            var at = path.Length == 0 ? key : $"{path}.{key}";
            var value = Bound(file, node, property.PropertyType, at, lines);
            var context = new ValidationContext(made) { MemberName = property.Name, DisplayName = property.Name };
            if (property.GetCustomAttributes<ValidationAttribute>().Select(rule => rule.GetValidationResult(value, context)).FirstOrDefault(wrong => wrong is not null) is { } wrong)
            {
                throw new MistakeException(file, LineOf(lines, at), at, wrong.ErrorMessage ?? "is not valid");
            }

            property.SetValue(made, value);
            missing.Remove(property);
        }

        return missing.Count == 0 ? made : throw new MistakeException(file, LineOf(lines, path), path, $"{JsonNamingPolicy.CamelCase.ConvertName(missing[0].Name)} is needed and missing");
    }

    private static object? Bound(string file, JsonNode? node, Type type, string path, Dictionary<string, int> lines)
    {
        switch (node)
        {
            case JsonObject values when IsRecord(type):
                return Made(file, values, type, path, lines);
            case JsonArray list when ElementOf(type) is { } element:
                var all = Array.CreateInstance(element, list.Count);
                for (var i = 0; i < list.Count; i++)
                {
                    all.SetValue(Bound(file, list[i], element, $"{path}[{i}]", lines), i);
                }

                return all;
            default:
                return Plain(node, type) ?? Deserialized(file, node, type, path, lines);
        }
    }

    // The usual values; the serializer reads, or refuses, the others, and its preparations would cost a short run more than all the rest.
    private static object? Plain(JsonNode? node, Type type)
    {
        if (node is not JsonValue value)
        {
            return null;
        }

        if (value.GetValueKind() == JsonValueKind.String && value.TryGetValue<string>(out var text))
        {
            return type == typeof(string) ? text
                : type == typeof(TimeSpan) && Durations.TryRead(text, out var duration) ? duration
                : type.IsEnum && text.All(char.IsLetter) && Enum.TryParse(type, text, ignoreCase: true, out var named) ? named
                : null;
        }

        return type == typeof(int) && value.TryGetValue<int>(out var number) ? number
            : type == typeof(bool) && value.TryGetValue<bool>(out var flag) ? flag
            : null;
    }

    private static object? Deserialized(string file, JsonNode? node, Type type, string path, Dictionary<string, int> lines)
    {
        if (node is null && !type.IsValueType)
        {
            return null;
        }

        try
        {
            return node.Deserialize(type, Options);
        }
        catch (JsonException mistake)
        {
            throw new MistakeException(file, LineOf(lines, path), path, mistake.InnerException?.Message ?? "the value has the wrong form");
        }
    }

    private static bool IsRecord(Type type) => type.IsClass && type != typeof(string) && type.Namespace?.StartsWith("AccordWatch", StringComparison.Ordinal) == true;

    private static Type? ElementOf(Type type) => type.IsArray ? type.GetElementType() : type.IsGenericType && type.GetGenericArguments() is [var element] && typeof(IEnumerable).IsAssignableFrom(type) ? element : null;

    private static List<PropertyInfo> PropertiesOf(Type type)
        => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(one => one.SetMethod is not null)];

    private sealed class DurationConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => reader.TokenType == JsonTokenType.String && Durations.TryRead(reader.GetString()!, out var duration)
                ? duration
                : throw new JsonException(null, new FormatException("this is not a duration; write \"30s\", \"15m\", \"6h\" or \"2d\""));

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options)
            => writer.WriteStringValue(Durations.ToText(value));
    }
}
