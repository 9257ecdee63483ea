using AccordWatch.Model;

namespace AccordWatch.Acquire;

/// <summary>What a source showed when it was read once.</summary>
public abstract record SourceReading
{
    private SourceReading()
    {
    }

    /// <param name="Feed">Its entries, the pattern of the source applied. Of a page: its headlines.</param>
    /// <param name="Format">For people: RSS 2.0, Atom, JSON Feed, page …</param>
    /// <param name="Body">The bytes and their validators.</param>
    public sealed record News(Feed Feed, string Format, Fetched.Body Body) : SourceReading;

    /// <param name="Answer">The validators and the lifetime of the answer.</param>
    /// <param name="Status">304; 200 when the same bytes came again.</param>
    public sealed record Unchanged(Fetched.Unchanged Answer, int Status) : SourceReading;

    /// <param name="Because">For the user; names the URL and, where there is one, the next step.</param>
    /// <param name="Status">HTTP status, or null when there was no answer.</param>
    /// <param name="RetryAfter">How long the publisher asks us to stay away.</param>
    /// <param name="Body">What came, when something came that could not be used.</param>
    public sealed record Failed(string Because, int? Status, TimeSpan? RetryAfter, Fetched.Body? Body) : SourceReading;
}
