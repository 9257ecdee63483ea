using System.Text.Json;
using System.Xml.Linq;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Commands;

[Collection(TheConsole.Name)]
public sealed class AccordsCommandTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Day = new(2021, 9, 29, 8, 0, 0, TimeSpan.Zero);
    private readonly Terminal _terminal = new();

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_terminal.Data);
        using var register = await FilledRegister.OpenAsync();
        await register.TellAsync("one", Day, FilledRegister.Signing, "México y Rusia firmaron.");
        await register.TellAsync("two", Day.AddDays(1), FilledRegister.Signing, "Russia and Mexico signed.", "agency");
        await register.TellAsync("join", Day.AddDays(70), FilledRegister.Signing with { Status = "acceded", Instrument = "accession", Joins = "Artemis Accords", Parties = [new Party("Mexico", "state", "MX")], SignedOn = "2021-12-09", Areas = ["lunar_exploration"] });
        await register.TellAsync("plan", Day.AddDays(80), FilledRegister.Signing with { Status = "planned", Instrument = "accession", Joins = "Artemis Accords", Parties = [new Party("Peru", "state", "PE")], SignedOn = null });
        await register.TellAsync("founding", Day.AddDays(-300), FilledRegister.Signing with { Kind = "multilateral", Founds = "Artemis Accords", Parties = [new Party("United States", "state", "US"), new Party("Japan", "state", "JP")], SignedOn = "2020-10-13", Areas = [] });
        await register.TellAsync("fifth", Day.AddDays(90), FilledRegister.Signing with { Status = "acceded", Instrument = "accession", Joins = "Artemis Accords", MemberNumber = 5, Parties = [new Party("Poland", "state", "PL")], SignedOn = "2021-12-20" });
        await register.Database.CheckpointAsync(CancellationToken.None);
        File.Copy(register.Database.Path, Path.Combine(_terminal.Data, "accordwatch.db"));
    }

    public Task DisposeAsync()
    {
        _terminal.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("--area", "satcom", "AW-2021-MEX-RUS-001")]
    [InlineData("--instrument", "accession", "AW-2021-MEX-ART-001")]
    [InlineData("--year", "2021", "AW-2021-MEX-RUS-001")]
    [InlineData("--party", "ru", "AW-2021-MEX-RUS-001")]
    public async Task The_list_is_cut_by_party_area_status_instrument_and_year(string option, string value, string id)
    {
        var said = await _terminal.RunAsync("accords", "list", option, value);

        Assert.Contains(id, said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_and_the_record_tell_how_many_sources_and_whether_one_is_official()
    {
        var list = await _terminal.RunAsync("accords", "list", "--area", "satcom", "--status", "signed");
        var shown = await _terminal.RunAsync("accords", "show", "AW-2021-MEX-RUS-001");

        Assert.Contains("2*", list.Out, StringComparison.Ordinal);
        Assert.Contains("2, one of them official", shown.Out, StringComparison.Ordinal);
        Assert.Contains("2021-09-28  signed", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whether_an_accord_binds_is_shown_with_its_reason_listed_and_exported()
    {
        var shown = await _terminal.RunAsync("accords", "show", "AW-2021-MEX-ART-001");
        var json = await _terminal.RunAsync("accords", "show", "AW-2020-JPN-USA-001", "--json");
        var list = await _terminal.RunAsync("accords", "list", "--binding", "yes");
        var found = await _terminal.RunAsync("accords", "search", "Mexico", "--binding", "yes", "--json");
        var table = await _terminal.RunAsync("accords", "export", "--binding", "no");

        Assert.Contains("  binding      no: Artemis Accords: a political commitment", shown.Out, StringComparison.Ordinal);
        Assert.Contains("\"founds\":\"Artemis Accords\",\"binding\":\"no\"", json.Out, StringComparison.Ordinal);
        Assert.Contains("\"binding_because\":\"Artemis Accords: a political commitment", json.Out, StringComparison.Ordinal);
        Assert.Equal("AW-2021-MEX-RUS-001", Assert.Single(list.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries))[..19]);
        Assert.Contains("AW-2021-MEX-RUS-001", Assert.Single(found.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.All(table.Out.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1), line => Assert.EndsWith(",no", line, StringComparison.Ordinal));
        Assert.Equal(5, table.Out.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Where_articles_differ_the_field_is_marked_and_the_values_stand_side_by_side()
    {
        var agreeing = await _terminal.RunAsync("accords", "show", "AW-2021-MEX-RUS-001");
        await _terminal.RunAsync("accords", "merge", "AW-2021-MEX-RUS-001", "AW-2021-MEX-ART-001");
        var shown = await _terminal.RunAsync("accords", "show", "AW-2021-MEX-RUS-001");
        var json = await _terminal.RunAsync("accords", "show", "AW-2021-MEX-RUS-001", "--json");

        Assert.DoesNotContain("differ", agreeing.Out, StringComparison.Ordinal);
        Assert.Contains("  signed on    2021-09-28  (articles differ)", shown.Out, StringComparison.Ordinal);
        Assert.Contains("    * 2021-09-28  2 articles, 2 sources, official; read first\n        2021-09-29  gazette (article 1)\n        https://gazette.example/one\n", shown.Out, StringComparison.Ordinal);
        Assert.Contains("      2021-12-09  1 article, 1 source\n", shown.Out, StringComparison.Ordinal);
        var differing = JsonDocument.Parse(json.Out).RootElement.GetProperty("differing").EnumerateArray().ToList();
        Assert.Equal(["signed_on", "instrument"], differing.Select(one => one.GetProperty("field").GetString()));
        Assert.Equal("2021-09-28", Assert.Single(differing[0].GetProperty("values").EnumerateArray(), value => value.GetProperty("is_used").GetBoolean()).GetProperty("value").GetString());
    }

    [Fact]
    public async Task Whether_an_accord_binds_follows_the_file_as_it_is_now()
    {
        Directory.CreateDirectory(_terminal.Folder("config/knowledge"));
        var file = File.ReadAllText(Shipped.Config.PathOf("knowledge/instruments.yaml"));
        _terminal.Write("config/knowledge/instruments.yaml", file.Replace("name: agreement\n    binding: yes", "name: agreement\n    binding: unknown", StringComparison.Ordinal));
        var list = await _terminal.RunAsync("accords", "list", "--binding", "unknown", "--json");
        _terminal.Write("config/knowledge/instruments.yaml", file.Replace("name: mou", "name: muo", StringComparison.Ordinal));
        var refused = await _terminal.RunAsync("accords", "list");

        Assert.Contains("AW-2021-MEX-RUS-001", list.Out, StringComparison.Ordinal);
        Assert.Contains("\"binding\":null", list.Out, StringComparison.Ordinal);
        Assert.Equal(2, refused.Code);
        Assert.Contains("did you mean 'mou'?", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_roll_counts_the_states_that_joined_and_not_those_that_will()
    {
        var said = await _terminal.RunAsync("accords", "roll", "artemis");

        Assert.Contains("Artemis Accords: 4 joined in this register; news counts Poland as number 5, here it is 4: 1 missing", said.Out, StringComparison.Ordinal);
        Assert.Contains("   1  2020-10-13     founder    Japan", said.Out, StringComparison.Ordinal);
        Assert.Contains("   3  2021-12-09     acceded    Mexico", said.Out, StringComparison.Ordinal);
        Assert.Contains("   4  2021-12-20     acceded    Poland (number 5)", said.Out, StringComparison.Ordinal);
        Assert.Contains("planned    Peru", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_instrument_is_answered_with_the_known_ones()
    {
        var said = await _terminal.RunAsync("accords", "roll", "nothing");

        Assert.Equal(2, said.Code);
        Assert.Contains("ESA Convention", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_are_found_in_accords_and_in_their_articles()
    {
        var inArticle = await _terminal.RunAsync("accords", "search", "mexico", "firmaron");
        var inTitle = await _terminal.RunAsync("accords", "search", "artemis");

        Assert.Contains("AW-2021-MEX-RUS-001", inArticle.Out, StringComparison.Ordinal);
        Assert.Contains("AW-2021-MEX-ART-001", inTitle.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_keeps_nothing_and_an_edit_can_be_undone()
    {
        var dry = await _terminal.RunAsync("accords", "edit", "AW-2021-MEX-RUS-001", "--set", "status=ratified", "--dry-run");
        var before = await _terminal.RunAsync("accords", "list", "--status", "ratified");
        await _terminal.RunAsync("accords", "edit", "AW-2021-MEX-RUS-001", "--set", "status=ratified");
        var edited = await _terminal.RunAsync("accords", "list", "--status", "ratified");
        var undone = await _terminal.RunAsync("accords", "undo");

        Assert.Contains("dry run", dry.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("AW-2021-MEX-RUS-001", before.Out, StringComparison.Ordinal);
        Assert.Contains("AW-2021-MEX-RUS-001", edited.Out, StringComparison.Ordinal);
        Assert.Contains("undo: edit: status: signed -> ratified", undone.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_article_is_split_off_and_the_new_accord_merged_back()
    {
        var split = await _terminal.RunAsync("accords", "split", "AW-2021-MEX-RUS-001", "2");
        var merged = await _terminal.RunAsync("accords", "merge", "AW-2021-MEX-RUS-001", "AW-2021-MEX-RUS-002");
        var shown = await _terminal.RunAsync("accords", "show", "AW-2021-MEX-RUS-002");

        Assert.Contains("tell of AW-2021-MEX-RUS-002", split.Out, StringComparison.Ordinal);
        Assert.Equal(0, merged.Code);
        Assert.StartsWith("AW-2021-MEX-RUS-001", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_feed_has_an_entry_of_its_own_for_each_status()
    {
        var before = Ids(await _terminal.RunAsync("accords", "export", "--format", "atom"));
        await _terminal.RunAsync("accords", "edit", "AW-2021-MEX-RUS-001", "--set", "status=in_force");
        var after = Ids(await _terminal.RunAsync("accords", "export", "--format", "atom"));

        Assert.Contains(before, id => id.EndsWith("AW-2021-MEX-RUS-001/signed", StringComparison.Ordinal));
        Assert.Contains(after, id => id.EndsWith("AW-2021-MEX-RUS-001/in_force", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_schema_names_every_field_that_is_exported()
    {
        var schema = JsonDocument.Parse((await _terminal.RunAsync("accords", "export", "--schema")).Out).RootElement.GetProperty("properties");
        var exported = JsonDocument.Parse((await _terminal.RunAsync("accords", "export", "--format", "json")).Out).RootElement;

        Assert.All(exported.EnumerateArray().SelectMany(accord => accord.EnumerateObject()), field => Assert.True(schema.TryGetProperty(field.Name, out _), field.Name));
    }

    [Theory]
    [InlineData("Kenya withdraws from space agreement with Norway", "terminated", "withdrawn")]
    [InlineData("Kenya and Norway sign space agreement", "signed", "signed")]
    public async Task A_batch_tells_the_stage_and_the_step_of_which_it_is_part(string title, string stage, string step)
    {
        var file = _terminal.Write("news.jsonl", JsonSerializer.Serialize(new { id = "1", title, text = title + ", the ministries of both countries said on Tuesday.", lang = "en", published = "2023-03-14" }) + "\n");

        var read = JsonDocument.Parse((await _terminal.RunAsync("classify", "--batch", file)).Out).RootElement;

        Assert.Equal((stage, step), (read.GetProperty("status").GetString(), read.GetProperty("step").GetString()));
    }

    [Fact]
    public async Task A_corpus_is_measured_by_language_and_a_bad_line_is_named()
    {
        var good = _terminal.Write("good.jsonl", """{"id":"1","lang":"en","published":"2021-09-29","title":"Kenya and Norway sign space agreement","text":"Kenya and Norway signed an agreement on space cooperation.","label":"accord","primary":{"event_id":"e","status":"signed","instrument":"agreement","parties":[{"country_iso3166_a2":"KE"},{"country_iso3166_a2":"NO"}],"signed_on":null,"areas":[]}}""" + "\n");
        var bad = _terminal.Write("bad.jsonl", "{\"id\":\"1\"}\n");

        var measured = await _terminal.RunAsync("evaluate", good, "--json");
        var refused = await _terminal.RunAsync("evaluate", bad);

        Assert.Contains("\"part\":\"en\",\"articles\":1,\"accords\":1,\"precision\":1,\"recall\":1", measured.Out, StringComparison.Ordinal);
        Assert.Equal(2, refused.Code);
        Assert.Contains("bad.jsonl:1:", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_is_replayed_and_what_was_not_understood_is_named()
    {
        var stream = _terminal.Write("stream.jsonl", """
            {"id":"1","lang":"en","published":"2023-03-14","accord":"kenya-norway","status":"signed","title":"Kenya and Norway sign space agreement","text":"Kenya and Norway signed an agreement on space cooperation in Nairobi on Tuesday."}
            {"id":"2","lang":"en","published":"2023-11-08","accord":"kenya-norway","status":"in_force","title":"Norway ratifies space agreement with Kenya","text":"Norway's parliament ratified the agreement with Kenya on space cooperation on Wednesday."}
            {"id":"3","lang":"en","published":"2023-11-09","accord":"chile-italy","status":"signed","title":"A comet for the evenings","text":"A comet can be seen in the west after sunset this week."}

            """);

        var shown = await _terminal.RunAsync("evaluate", "--stream", stream);
        var measured = await _terminal.RunAsync("evaluate", "--stream", stream, "--json");
        var refused = await _terminal.RunAsync("evaluate", "--stream", _terminal.Write("bad.jsonl", """{"id":"1","published":"2023-03-14","text":"x","accord":"a"}""" + "\n"));

        Assert.Contains("Missed 1, false accords 0", shown.Out, StringComparison.Ordinal);
        Assert.Contains("2  kenya-norway in_force -> AW-2023-KEN-NOR-001 ratified", shown.Out, StringComparison.Ordinal);
        Assert.Contains("\"b_cubed_f1\":1", measured.Out, StringComparison.Ordinal);
        Assert.Contains("bad.jsonl:1: an 'accord' needs its 'status'", refused.Error, StringComparison.Ordinal);
    }

    private static List<string> Ids(Said said) => [.. XDocument.Parse(said.Out).Descendants(XName.Get("id", "http://www.w3.org/2005/Atom")).Select(id => id.Value)];
}
