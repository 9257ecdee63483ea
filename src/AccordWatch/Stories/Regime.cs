namespace AccordWatch.Stories;

/// <summary>Which weights judge: headlines and full texts have little in common as to how alike is alike, nor have reports with and without dates.</summary>
public enum Regime
{
    /// <summary>Two texts in one language, with dates.</summary>
    Texts,
    TextsUndated,

    /// <summary>One of them hardly more than a headline.</summary>
    Headlines,
    HeadlinesUndated,

    /// <summary>Two languages.</summary>
    Languages,

    /// <summary>A text and the middle of a story.</summary>
    Middle,
    MiddleUndated,
    MiddleHeadlines,
    MiddleHeadlinesUndated,

    /// <summary>An article and the middle of a story that has none in its language.</summary>
    MiddleLanguages,

    /// <summary>Two texts by themselves, without a crowd.</summary>
    TextPair,
    HeadlinePair,
    LanguagePair,
}
