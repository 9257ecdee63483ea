namespace AccordWatch.Extract;

/// <summary>What the words of a block's class and id say of it.</summary>
[Flags]
internal enum Sense
{
    None = 0,

    /// <summary>Surrounds an article.</summary>
    Furniture = 1,

    /// <summary>Not shown to readers.</summary>
    Hidden = 2,

    /// <summary>A list of pictures, which can be the article itself.</summary>
    Gallery = 4,

    /// <summary>Furniture as often as the frame of a text.</summary>
    Doubtful = 8,

    /// <summary>What readers wrote.</summary>
    Comments = 16,

    /// <summary>The body of an article.</summary>
    Body = 32,

    /// <summary>The lead of an article.</summary>
    Lead = 64,

    Date = 128,

    Author = 256,

    Published = 512,

    Changed = 1024,
}
