using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Register;

/// <summary>Tells an accord anew from its reports, after people have moved some of them.</summary>
internal static class Retelling
{
    /// <param name="accord">As it was.</param>
    /// <param name="reports">Those that remain, oldest first; at least one.</param>
    public static Accord Of(Accord accord, IReadOnlyList<KeptReport> reports)
    {
        var first = reports[0].Told;
        var told = accord with
        {
            Status = first.Status!,
            Instrument = first.Instrument!,
            Kind = first.Kind!,
            SignedOn = first.SignedOn,
            Parties = first.Parties,
            Areas = first.Areas,
            Signatories = first.Signatories,
        };
        return reports.Skip(1).Aggregate(told, With);
    }

    private static Accord With(Accord accord, KeptReport report)
    {
        var same = AccordResolver.SameAs(accord, report.Told, "");
        return accord with
        {
            Status = report.Move == "accepted" ? report.Told.Status! : same.Status,
            SignedOn = same.SignedOn,
            Parties = [.. accord.Parties.Union(report.Told.Parties)],
            Areas = [.. accord.Areas.Union(report.Told.Areas)],
            Signatories = [.. accord.Signatories.Union(report.Told.Signatories)],
        };
    }
}
