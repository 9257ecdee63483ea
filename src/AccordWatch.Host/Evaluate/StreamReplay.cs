using AccordWatch.Classify;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Register;

namespace AccordWatch.Host.Evaluate;

/// <summary>A line of a stream, and the accords that it was taken for, as they stood once it was told.</summary>
internal sealed record ToldLine(StreamLine Line, IReadOnlyList<Accord> Accords);

/// <summary>Tells a stream article by article to a register that is empty at first.</summary>
internal static class StreamReplay
{
    public static IReadOnlyList<ToldLine> Tell(IEnumerable<StreamLine> stream, KnowledgeBase knowledge)
    {
        var classifier = new Classifier(knowledge);
        var register = new PassingRegister(knowledge.Parties);
        return [.. stream.Select(line =>
        {
            var ids = register.Report(Accepted(classifier.Read(line.Title, line.Text, line.Language, line.Published)), line.Published);
            return new ToldLine(line, [.. ids.Select(id => register.Accords.Single(accord => accord.Id == id))]);
        })];
    }

    // What waits for a person's judgement is not in the kept register either.
    private static Finding Accepted(Finding finding) => finding with
    {
        IsAccord = IsAccepted(finding),
        Further = [.. finding.Further.Where(IsAccepted)],
    };

    private static bool IsAccepted(Finding finding) => finding is { IsAccord: true, Decision: "accept" };
}
