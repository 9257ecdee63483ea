namespace AccordWatch.Stories;

/// <summary>When two articles tell one story. The defaults were chosen on collections of news in twelve languages.</summary>
public sealed record StoryOptions
{
    /// <summary>How long after its last article a story takes new ones. Three in four reports of one event lie within 69 hours, and the same words
    /// come back as a template on later days.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(96);

    /// <summary>How long after its last article a story takes a report of the same act in any words: signings come again, the same one is told for days.</summary>
    public TimeSpan KeyWindow { get; init; } = TimeSpan.FromHours(72);

    /// <summary>How far apart reports in two languages may be: names and numbers alone, which are all that they share, come back in the news of other days.</summary>
    public TimeSpan LanguageWindow { get; init; } = TimeSpan.FromHours(48);

    /// <summary>Share of the shorter text's shingles that alone makes a copy. 0.5 would lose rewritten and shortened copies.</summary>
    public double CopyContainment { get; init; } = 0.3;

    /// <summary>Cosine that the words of a copy reach in any case: template phrases alone make no copy.</summary>
    public double CosineInCopies { get; init; } = 0.35;

    /// <summary>Cosine of the words that alone makes a copy.</summary>
    public double CopyCosine { get; init; } = 0.55;

    /// <summary>Containment that makes a copy together with <see cref="CosineBesideContainment"/>: heavily rewritten wire copy.</summary>
    public double ContainmentBesideCosine { get; init; } = 0.15;

    /// <summary>See <see cref="ContainmentBesideCosine"/>.</summary>
    public double CosineBesideContainment { get; init; } = 0.4;

    /// <summary>Containment that two articles of one source must reach to be copies: publishers reuse their own paragraphs.</summary>
    public double SameSourceContainment { get; init; } = 0.8;

    /// <summary>Probability from which two reports are of one event.</summary>
    public double SameEvent { get; init; } = 0.5;

    /// <summary>Probability from which a new article joins a story, as the mean over its nearest member and its middle: with the
    /// nearest alone one wrong member would bring the next.</summary>
    public double JoinsStory { get; init; } = 0.5;

    /// <summary>The same at the second look, which knows more: a false merge hides news.</summary>
    public double StaysInStory { get; init; } = 0.6;

    /// <summary>The same where one of the two is hardly more than a headline, which says too little for more.</summary>
    public double StaysByHeadline { get; init; } = 0.5;

    /// <summary>News of this long is looked at again together, knowing what came after it.</summary>
    public TimeSpan SecondLook { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The same where more comes in.</summary>
    public int MostBeforeSecondLook { get; init; } = 5_000;

    /// <summary>Mean probability over the articles of two stories, each in the other one, from which a second look makes them one.</summary>
    public double MergesStories { get; init; } = 0.5;

    /// <summary>Mean probability over the pairs of articles below which a second look parts a story.</summary>
    public double HoldsTogether { get; init; } = 0.3;

    /// <summary>Share of shingles that texts alike in words must have besides to be copies: the same words in other order are another report.</summary>
    public double ContainmentInCopies { get; init; } = 0.05;

    /// <summary>Two texts with at least three numbers each that share less than this part of them are about different things.</summary>
    public double SharedNumbers { get; init; } = 0.3;

    /// <summary>Where most numbers differ, the same words are a template about someone else when neither text has this share of the names that the other
    /// tells first.</summary>
    public double SharedLeads { get; init; } = 0.35;

    /// <summary>Words of a text that are read; news tells first what matters.</summary>
    public int WordsRead { get; init; } = 700;

    /// <summary>Fewest shingles kept, so that short items keep all of theirs.</summary>
    public int FewestShingles { get; init; } = 24;

    /// <summary>A shingle in this many articles is boilerplate and proves nothing.</summary>
    public int BoilerplateFrom { get; init; } = 40;

    /// <summary>Newest articles with a word that are looked at as candidates.</summary>
    public int Postings { get; init; } = 60;

    /// <summary>The same with any of an article's words, the heaviest first: however full the memory, they are no more.</summary>
    public int PostingsInAll { get; init; } = 600;

    /// <summary>Articles nearest by words that are compared in full.</summary>
    public int Candidates { get; init; } = 8;

    /// <summary>Further candidates by names and numbers in other languages, by letters of a headline, by shingles.</summary>
    public int AnchorCandidates { get; init; } = 6;

    /// <summary>Articles remembered at most: bounds the memory when more arrive within <see cref="Window"/>. About 5 kB each.</summary>
    public int MostArticles { get; init; } = 50_000;
}
