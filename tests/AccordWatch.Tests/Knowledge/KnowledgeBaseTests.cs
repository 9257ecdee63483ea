using AccordWatch.Knowledge;
using AccordWatch.Tests.Doubles;
using AccordWatch.Text;

namespace AccordWatch.Tests.Knowledge;

public sealed class KnowledgeBaseTests
{
    private static readonly KnowledgeBase Known = KnowledgeBase.Load(Shipped.Config);

    public static TheoryData<string, string, string, bool> Sentences()
    {
        var data = new TheoryData<string, string, string, bool>();
        foreach (var (language, lexicon) in Known.Lexicons)
        {
            foreach (var rule in lexicon.Rules)
            {
                rule.Yes.ToList().ForEach(sentence => data.Add(language, rule.ToString(), sentence, true));
                rule.No.ToList().ForEach(sentence => data.Add(language, rule.ToString(), sentence, false));
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Every_rule_finds_its_yes_sentences_and_leaves_its_no_sentences(string language, string rule, string sentence, bool isFound)
    {
        var hits = Known.Lexicons[language].In(new Reading(sentence));

        Assert.Equal(isFound, hits.Any(hit => hit.Of.ToString() == rule));
    }

    [Fact]
    public void A_rule_without_both_kinds_of_sentences_is_refused()
    {
        var mistake = Assert.Throws<MistakeException>(() => Lexicon.Load(YamlFile.Parse("language: en\nacts:\n  - name: signed\n    phrases: [signed]\n    yes: [\"They signed.\"]\n", "en.yaml")));

        Assert.Contains("en.yaml:3", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("does not (no)", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistyped_area_of_the_watch_profile_is_refused_with_the_nearest_name()
    {
        var mistake = Assert.Throws<MistakeException>(() => WatchProfile.Load(YamlFile.Parse("areas: [lunar_exploracion]", "watch.yaml"), Known.Parties));

        Assert.Contains("watch.yaml:1", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("lunar_exploration", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de", "Österreich und Frankreich unterzeichneten.", "Austria France")]
    [InlineData("fr", "L'Italie et l'Inde signent.", "India Italy")]
    [InlineData("ja", "日米が署名した。", "Japan United_States")]
    [InlineData("ar", "وقعت مصر مذكرة مع الصين وروسيا", "China Egypt Russia")]
    [InlineData("ko", "한국은 프랑스와 협정을 체결했다.", "France South_Korea")]
    [InlineData("tr", "Türkiye'nin Japonya ile anlaşması", "Japan Türkiye")]
    [InlineData("vi", "Việt Nam và Mỹ ký thỏa thuận", "United_States Vietnam")]
    [InlineData("en", "This is my day in Roma and on Ý.", "Italy")]
    [InlineData("zh", "中俄签署协定", "China Russia")]
    public void Names_of_a_language_count_in_its_texts(string language, string text, string expected)
    {
        var named = Known.Parties.In(new Reading(text), language).Select(hit => hit.Of).OfType<Named.Signatory>().Select(signatory => signatory.Party.Name.Replace(' ', '_'));

        Assert.Equal(expected, string.Join(' ', named.Distinct().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_name_of_nobody_known_is_refused_with_the_nearest()
    {
        var mistake = Assert.Throws<MistakeException>(() => PartyBook.Load(YamlFile.Parse("countries:\n  - {code: FR, alpha3: FRA, name: France, names: [France]}\n", "c.yaml"), YamlFile.Parse("agencies: []", "a.yaml"), YamlFile.Parse("instruments: []", "i.yaml"))
            .AddNames(YamlFile.Parse("language: de\nnames:\n  - {of: Frence, names: [Frankreich*]}\n", "de.yaml")));

        Assert.Contains("de.yaml:3", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("'France'", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The US signed.", "United States")]
    [InlineData("Tell us more.", null)]
    [InlineData("The Mexican Space Agency signed.", "AEM")]
    [InlineData("A rover was tested in New Mexico.", null)]
    [InlineData("Роскосмосом подписан документ.", "Roscosmos")]
    public void Names_are_found_in_their_longest_form_and_in_capitals_where_they_need_them(string text, string? expected)
    {
        var named = Known.Parties.In(new Reading(text)).Select(hit => hit.Of).OfType<Named.Signatory>().Select(signatory => signatory.Party.Name);

        Assert.Equal(expected is null ? [] : [expected], named);
    }
}
