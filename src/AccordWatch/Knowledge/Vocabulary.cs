namespace AccordWatch.Knowledge;

/// <summary>The words that findings and accords are told in; every data file is checked against them.</summary>
public static class Vocabulary
{
    /// <summary>In the order in which an act outweighs those behind it when one sentence names several.</summary>
    public static IReadOnlyList<string> Statuses { get; } =
        ["in_force", "ratified", "terminated", "withdrawn", "suspended", "extended", "amended", "acceded", "signed", "planned", "announced", "negotiating"];

    /// <summary>The stage that a status is part of: a change is told as an extension, a halt and an exit as an end. Labelled news knows stages only.</summary>
    public static string? StageOf(string? status) => status switch
    {
        "amended" => "extended",
        "suspended" or "withdrawn" => "terminated",
        _ => status,
    };

    public static IReadOnlyList<string> Instruments { get; } =
        ["agreement", "mou", "treaty", "letter_of_intent", "joint_statement", "implementing_arrangement", "accession", "other"];

    public static IReadOnlyList<string> Kinds { get; } = ["intergovernmental", "interagency", "multilateral", "agency-industry"];

    public static IReadOnlyList<string> Areas { get; } =
    [
        "lunar_exploration", "space_law_policy", "earth_observation", "data_sharing", "satcom", "launch", "education_capacity", "space_science", "industry", "human_spaceflight", "navigation",
        "deep_space", "resources_mining", "disaster_climate", "debris_ssa", "ground_stations", "technology_transfer", "space_medicine", "defence_security",
    ];

    /// <summary>
    /// ahead: not done yet · negated: not done · denial, rumour: no news · background: told about the past · commercial: a purchase · domestic: within one state ·
    /// elsewhere: another sense of space or accord · teller: the office of one who signs.
    /// </summary>
    public static IReadOnlyList<string> Cues { get; } = ["ahead", "negated", "denial", "rumour", "background", "commercial", "domestic", "elsewhere", "teller"];
}
