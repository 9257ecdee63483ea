using AccordWatch.Classify;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Tests.Doubles;

namespace AccordWatch.Tests.Knowledge;

public sealed class InstrumentBookTests
{
    private static readonly KnowledgeBase Known = KnowledgeBase.Load(Shipped.Config);
    private static readonly string Whole = File.ReadAllText(Shipped.Config.PathOf("knowledge/instruments.yaml"));

    public static TheoryData<string, string, bool> Sentences()
    {
        var data = new TheoryData<string, string, bool>();
        foreach (var rule in Known.Instruments.Rules)
        {
            rule.Yes.ToList().ForEach(sentence => data.Add(rule.Name, sentence, true));
            rule.No.ToList().ForEach(sentence => data.Add(rule.Name, sentence, false));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Every_kind_of_paper_is_read_in_its_yes_sentences_and_not_in_its_no_sentences(string instrument, string sentence, bool isOne)
    {
        var finding = new Classifier(Known).Read(sentence.TrimEnd('.'), sentence, "en", null);

        Assert.NotNull(finding.Instrument);
        Assert.Equal(isOne, finding.Instrument == instrument);
    }

    [Theory]
    [InlineData("treaty", null, null, "yes")]
    [InlineData("mou", null, null, "no")]
    [InlineData("other", null, null, null)]
    [InlineData("accession", "Outer Space Treaty", null, "yes")]
    [InlineData("accession", "Artemis Accords", null, "no")]
    [InlineData("agreement", null, "Artemis Accords", "no")]
    [InlineData("accession", "International Lunar Research Station", null, null)]
    [InlineData("mou", "International Lunar Research Station", null, "no")]
    public void An_open_instrument_answers_before_the_kind_of_paper(string instrument, string? joins, string? founds, string? binding)
        => Assert.Equal(binding, Known.Instruments.Told(An(instrument) with { Joins = joins, Founds = founds }).Binding);

    [Theory]
    [InlineData("name: treaty", "name: treatie", "'instruments[0].name': 'treatie' is not known here; did you mean 'treaty'?")]
    [InlineData("name: agreement", "name: treaty", "'instruments[1].name': 'treaty' stands there twice")]
    [InlineData("binding: unknown", "binding: unkown", "'instruments[5].binding': 'unkown' is no answer; did you mean 'unknown'?")]
    [InlineData("    because: a treaty", "    becuase: a treaty", "'instruments[0].becuase': unknown key; did you mean 'because'?")]
    [InlineData("    no: [\"Norway and Kenya signed an agreement on space cooperation.\"]", "", "'instruments[0].no': 'treaty' needs at least one sentence")]
    public void A_mistake_is_told_with_its_line_and_the_nearest_name(string right, string wrong, string told)
    {
        var at = Whole.IndexOf(right, StringComparison.Ordinal);
        var text = string.Concat(Whole.AsSpan(0, at), wrong, Whole.AsSpan(at + right.Length));

        var mistake = Assert.Throws<MistakeException>(() => InstrumentBook.Load(YamlFile.Parse(text, "instruments.yaml"), []));

        Assert.Contains(told, mistake.Message, StringComparison.Ordinal);
        Assert.InRange(mistake.Line, 9, Whole.Count(letter => letter == '\n'));
    }

    [Fact]
    public void A_kind_of_paper_that_is_missing_is_named()
    {
        var text = Whole[..Whole.IndexOf("  - name: other", StringComparison.Ordinal)];

        var mistake = Assert.Throws<MistakeException>(() => InstrumentBook.Load(YamlFile.Parse(text, "instruments.yaml"), []));

        Assert.Contains("'other' is missing", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("binding: unknown, because: x", "'unknown' is no answer")]
    [InlineData("binding: no", "'instruments[0].because': is needed and missing")]
    public void An_open_instrument_says_yes_or_no_and_why(string keys, string told)
    {
        var file = YamlFile.Parse($"instruments:\n  - {{name: Artemis Accords, code: ART, {keys}, names: [Artemis]}}\n", "multilateral.yaml");

        var mistake = Assert.Throws<MistakeException>(() => PartyBook.OpenInstrumentsIn(file));

        Assert.StartsWith("multilateral.yaml:2:", mistake.Message, StringComparison.Ordinal);
        Assert.Contains(told, mistake.Message, StringComparison.Ordinal);
    }

    private static Accord An(string instrument) => new() { Id = "AW-2021-KEN-NOR-001", Title = "Kenya–Norway", Status = "signed", Instrument = instrument, Kind = "intergovernmental" };
}
