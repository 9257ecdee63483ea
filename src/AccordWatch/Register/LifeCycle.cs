namespace AccordWatch.Register;

/// <summary>What a reported status means for an accord that stands elsewhere in its life.</summary>
public enum Move
{
    /// <summary>It stands there already, or was there before.</summary>
    None,

    /// <summary>The next step, or one further on.</summary>
    Step,

    /// <summary>A step that cannot follow; a person decides.</summary>
    Jump,
}

/// <summary>The life of an accord, from talks to its end.</summary>
public static class LifeCycle
{
    private static readonly string[] Stages =
        ["negotiating", "planned", "announced", "signed", "acceded", "ratified", "in_force", "extended", "amended", "suspended", "terminated", "withdrawn"];

    /// <summary>In the order of life.</summary>
    public static IReadOnlyList<string> Statuses => Stages;

    /// <summary>Whether the paper exists: signed, or beyond.</summary>
    public static bool IsDone(string status) => RankOf(status) >= RankOf("signed");

    /// <summary>Whether the step happens to a paper that was signed before, however long ago.</summary>
    public static bool ActsOnAPaper(string status) => RankOf(status) >= RankOf("ratified");

    /// <summary>Whether the day that a report states is the day of signing; news of an extension states the day of the extension.</summary>
    public static bool DatesTheSigning(string status) => IsDone(status) && status is not ("extended" or "amended");

    public static bool IsBehind(string one, string other) => RankOf(one) < RankOf(other);

    /// <param name="current">Where the accord stands.</param>
    /// <param name="reported">What an article says.</param>
    public static Move From(string current, string reported) => (current, reported) switch
    {
        _ when RankOf(current) == RankOf(reported) => Move.None,
        ("terminated" or "withdrawn", _) => reported is "terminated" or "withdrawn" || IsBehind(reported, "in_force") ? Move.None : Move.Jump,
        ("suspended", "in_force" or "extended" or "amended") or ("amended", "extended") => Move.Step,
        ("negotiating" or "planned", "extended" or "amended" or "suspended" or "withdrawn") => Move.Jump,
        _ => IsBehind(current, reported) ? Move.Step : Move.None,
    };

    // Acceding is the signing of one who comes later.
    private static int RankOf(string status) => Array.IndexOf(Stages, status == "acceded" ? "signed" : status);
}
