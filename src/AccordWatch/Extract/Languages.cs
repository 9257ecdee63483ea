using AccordWatch.Text;

namespace AccordWatch.Extract;

/// <summary>The language of an article: what the text shows counts more than what the page declares.</summary>
internal static class Languages
{
    public static string? Of(string text, string? declared, string? expected)
    {
        var named = CodeOf(declared);
        var read = LanguageReader.Of(text);
        // What the reader does not know it can only mistake for a kin.
        return read is null || (named is not null && !LanguageReader.Known.Contains(named)) ? named ?? read ?? CodeOf(expected) : read;
    }

    private static string? CodeOf(string? tag)
    {
        var code = (tag ?? "").Trim().ToLowerInvariant().Split('-', '_')[0];
        return code.Length == 2 && code.All(char.IsAsciiLetterLower) ? code : null;
    }
}
