namespace AccordWatch.Stories;

/// <summary>What is remembered of an article: enough to compare it, much less than its text.</summary>
internal sealed class Trace
{
    // In bytes, about.
    private const int Size = 448;

    public required long Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>False when the article carried no date of its own: its place in the stream says little.</summary>
    public required bool Dated { get; init; }

    public required string Source { get; init; }
    public required string Language { get; init; }

    /// <summary>To name the article to the user.</summary>
    public required string Title { get; init; }

    /// <summary>Words of the body after cleaning.</summary>
    public required int Length { get; init; }

    public required Shingles Shingles { get; init; }

    /// <summary>Words.</summary>
    public required Bag Terms { get; init; }

    /// <summary>The article has one; <see cref="Head"/> says so of the beginning as well.</summary>
    public required bool HasHeadline { get; init; }

    /// <summary>Runs of letters of the headline where it stands alone, or nearly.</summary>
    public required Bag Grams { get; init; }

    /// <summary>Names and numbers.</summary>
    public required Bag Anchors { get; init; }

    /// <summary>Words of the headline, or of the beginning where there is none.</summary>
    public required Bag Head { get; init; }

    /// <summary>Names in the headline and the first sentence.</summary>
    public required Bag Lead { get; init; }

    /// <summary>The anchors as written, in their order: UTF-8 with line feeds between them.</summary>
    public Slice<byte> Spelling { get; init; }

    /// <summary>Keys of the numbers, ascending.</summary>
    public Slice<ulong> Numbers { get; init; }

    /// <summary>Month times 100 plus day.</summary>
    public required int[] Days { get; init; }

    /// <summary>What its source may repeat, as keys for <see cref="Habits"/>; those that were counted once it is remembered.</summary>
    public Slice<ulong> Phrases { get; set; }

    /// <summary>Hashes of the headline and of the first sentence that its source does not repeat, 0 without one: the next version of an article keeps one of them.</summary>
    public (uint Title, uint Lead) Face { get; init; }

    /// <summary>Set when the article has found its story.</summary>
    public Story? Story { get; set; }

    /// <summary>The act that it reports, where it is known.</summary>
    public EventKey? Key { get; set; }

    /// <summary>There is no text beside the headline.</summary>
    public bool IsHeadline { get; set; }

    /// <summary>Placed by hand: no repair moves it.</summary>
    public bool IsPinned { get; set; }

    /// <summary>How like it articles of other stories were when it came.</summary>
    public Crowd Crowd { get; set; }

    /// <summary>The same with those that came after it.</summary>
    public Crowd LaterCrowd { get; set; }

    /// <summary>It has not been looked at again.</summary>
    public bool AwaitsLook { get; set; }

    /// <summary>The older articles that it was compared with, until it has been looked at again.</summary>
    public Slice<Meeting> Met { get; set; }

    /// <summary>The first and the last of the newer ones; see <see cref="Meetings"/>.</summary>
    public (int First, int Last) LaterMeetings { get; set; }

    /// <summary>Its place in the order in which articles came; set once, when it is remembered.</summary>
    public int Number { get; set; }

    /// <summary>Reads ahead the trace itself, without what its slices hold. Static, since a call on the trace would wait for it.</summary>
    public static void Fetch(Trace trace) => ReadAhead.Of(trace, Size);

    /// <summary>Reads ahead what it is compared by.</summary>
    public void FetchBags()
    {
        Head.Fetch();
        Terms.Fetch();
        Grams.Fetch();
        Anchors.Fetch();
        Lead.Fetch();
        ReadAhead.Of(Shingles.Hashes);
        ReadAhead.Of(Numbers.Items);
    }

    /// <summary>Only a headline, or hardly more.</summary>
    public bool IsShort => IsShortAt(Length);

    /// <summary>The same of so many words of the body.</summary>
    public static bool IsShortAt(int length) => length < 12;
}
