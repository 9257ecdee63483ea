using AccordWatch.Stories;

namespace AccordWatch.Tests.Stories;

public sealed class FingerprintTests
{
    [Fact]
    public void Words_that_differ_in_two_letters_are_told_apart()
    {
        const string Letters = "абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz";
        var words = new HashSet<string>();
        foreach (var word in (string[])["дом", "пакт", "союза", "подписано", "соглашение", "moon", "space", "agreement", "memorandum"])
        {
            for (var (one, other) = (0, 1); other < word.Length; (one, other) = one + 1 < other ? (one + 1, other) : (0, other + 1))
            {
                foreach (var letter in Letters)
                {
                    words.UnionWith(Letters.Select(last => string.Create(word.Length, (word, one, other, letter, last), (into, from) =>
                    {
                        from.word.CopyTo(into);
                        (into[from.one], into[from.other]) = (from.letter, from.last);
                    })));
                }
            }
        }

        Assert.Equal(words.Count, words.Select(word => Fingerprint.OfShort(word)).Distinct().Count());
    }
}
