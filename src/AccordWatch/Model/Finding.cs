namespace AccordWatch.Model;

/// <summary>One who signs or is bound.</summary>
/// <param name="Name">Canonical name from <c>config/knowledge</c>, or as the text names it.</param>
/// <param name="Kind"><c>state</c>, <c>agency</c>, <c>igo</c> or <c>company</c>.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null for international organisations and the unknown.</param>
public sealed record Party(string Name, string Kind, string? Country);

/// <summary>The words that a field was read from.</summary>
/// <param name="Field">e.g. <c>status</c>, <c>party:Roscosmos</c>, <c>area:satcom</c>.</param>
/// <param name="Quote">The sentence, verbatim.</param>
/// <param name="Start">Offset of the sentence in title + "\n\n" + text, in UTF-16 units.</param>
/// <param name="End">Exclusive.</param>
public sealed record Evidence(string Field, string Quote, int Start, int End);

/// <summary>An accord that the article mentions but does not report as news.</summary>
public sealed record BackgroundAccord(IReadOnlyList<Party> Parties, string? Instrument, string? SignedOn);

/// <summary>What the classifier reads in one article. The vocabularies are lists in <c>config/knowledge</c>.</summary>
public sealed record Finding
{
    /// <summary>The article reports a space accord as news.</summary>
    public bool IsAccord { get; init; }

    /// <summary>0..1; the thresholds of the watch profile cut it into accept, review and reject.</summary>
    public double Score { get; init; }

    /// <summary><c>accept</c>, <c>review</c> or <c>reject</c>.</summary>
    public string Decision { get; init; } = "reject";

    /// <summary>signed, acceded, ratified, in_force, extended, amended, suspended, terminated, withdrawn, announced, planned or negotiating.</summary>
    public string? Status { get; init; }

    /// <summary>agreement, mou, treaty, letter_of_intent, joint_statement, implementing_arrangement, accession or other.</summary>
    public string? Instrument { get; init; }

    /// <summary>intergovernmental, interagency, multilateral or agency-industry.</summary>
    public string? Kind { get; init; }

    /// <summary>The open instrument that is joined, e.g. <c>Artemis Accords</c>; null for every other accord.</summary>
    public string? Joins { get; init; }

    /// <summary>The open instrument that its parties made, e.g. <c>Artemis Accords</c>; null for every other accord.</summary>
    public string? Founds { get; init; }

    /// <summary>Which one its party is among those that joined, as the article counts: 38 for "the 38th signatory"; null when not stated.</summary>
    public int? MemberNumber { get; init; }

    public IReadOnlyList<Party> Parties { get; init; } = [];

    /// <summary>Names of the persons who signed.</summary>
    public IReadOnlyList<string> Signatories { get; init; } = [];

    /// <summary>YYYY-MM-DD, YYYY-MM or YYYY; null when not stated.</summary>
    public string? SignedOn { get; init; }

    public IReadOnlyList<string> Areas { get; init; } = [];
    public IReadOnlyList<BackgroundAccord> Background { get; init; } = [];
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Each rule that spoke, for or against, in words for the user.</summary>
    public IReadOnlyList<string> Why { get; init; } = [];

    /// <summary>Further new accords reported by the same article.</summary>
    public IReadOnlyList<Finding> Further { get; init; } = [];

    /// <summary>Version of the rules that made it: a hash over lexicon, parties and watch profile.</summary>
    public string RulesVersion { get; init; } = "";
}
