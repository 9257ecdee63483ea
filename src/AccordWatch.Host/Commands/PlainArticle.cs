using AccordWatch.Model;
using AccordWatch.Text;

namespace AccordWatch.Host.Commands;

/// <summary>An article in a plain text file: an optional date, the title, the text.</summary>
internal static class PlainArticle
{
    private const int LongestTitle = 160;

    public static async Task<Article> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (file != "-" && !File.Exists(file))
        {
            throw new UsageException($"{file}: no such file. Give a text file whose first line is the title, or - for standard input.");
        }

        var whole = file == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(file, cancellationToken);
        return Of(whole, new Uri(Path.GetFullPath(file)));
    }

    /// <summary>A first line is the title when it is short and does not end like a sentence; a line that is only a date before it is the clock of a site, not the article's.</summary>
    internal static Article Of(string whole, Uri url)
    {
        var lines = whole.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').SkipWhile(string.IsNullOrWhiteSpace).ToList();
        while (lines.Count > 1 && (lines[0].Trim().Length == 0 || DateReader.Read(lines[0].Trim()) is not null))
        {
            lines.RemoveAt(0);
        }

        var hasTitle = lines.Count > 1 && lines[0].Length <= LongestTitle && !lines[0].TrimEnd().EndsWith('.');
        return new Article
        {
            Url = url,
            CanonicalUrl = url,
            Title = hasTitle ? lines[0].Trim() : "",
            Text = string.Join('\n', hasTitle ? lines.Skip(1) : lines).Trim(),
        };
    }
}
