using System.Globalization;

namespace AccordWatch.Stories;

/// <summary>
/// Goes over the stories once more, knowing what came later: an article that fits another story better changes over, stories that are one become one, and what only a
/// bridge holds together comes apart. What people have placed or parted stays so.
/// </summary>
internal sealed class Reconsideration(Corpus corpus, Shelf shelf, StoryFinder finder, Judge judge, StoryOptions options)
{
    // Below it no story comes into question.
    private const double Least = 0.1;

    // From it on there is no doubt that an article tells the story that it joined.
    private const double BeyondDoubt = 0.95;

    // More would cost the square of it, and a story that long is no bridge.
    private const int MostInParts = 32;
    // Among fewer articles it is not known which words are rare, and nothing is turned out of its story.
    private const int FewestForDoubt = 30;
    private readonly HashSet<Trace> _open = [];
    private readonly List<Moved> _moves = [];
    private readonly Dictionary<(Trace Article, Story Other), double> _pulls = [];
    private readonly HashSet<Story> _seen = [];

    /// <summary>An article whose story was not beyond doubt when it came, or is no longer.</summary>
    /// <param name="trace">The article.</param>
    /// <param name="found">The stories that it could tell.</param>
    public void Watch(Trace trace, IReadOnlyList<Found> found)
    {
        foreach (var one in found)
        {
            if (one.Score >= Least && !one.IsCopy && !(one.Score >= BeyondDoubt && one.Story == trace.Story))
            {
                _open.Add(trace);
                _open.Add(one.Of);
            }
        }
    }

    public IReadOnlyList<Moved> Run()
    {
        _moves.Clear();
        _pulls.Clear();
        _seen.Clear();
        var open = InOrder(_open);
        _open.Clear();
        var again = new HashSet<Trace>();
        open.ForEach(trace => Refit(trace, again));
        InOrder(again).ForEach(trace => Refit(trace, null));
        Merge();
        InOrder(_seen).ForEach(Part);
        return [.. _moves];
    }

    private List<Trace> InOrder(HashSet<Trace> traces) => [.. traces.Where(trace => shelf.Article(trace.Id) == trace).OrderBy(trace => trace.Number)];

    private static List<Story> InOrder(HashSet<Story> stories) => [.. stories.Where(story => story.Count > 0).OrderBy(story => story.Id)];

    private void Refit(Trace trace, HashSet<Trace>? again)
    {
        var own = trace.Story!;
        finder.MeetAgain(trace);
        if (!IsFixed(trace))
        {
            own.Leave(trace);
            var found = finder.Find(trace);
            var best = BestFor(trace, own, found);
            if (best is { Joins: true } ? best.Story != own : own.Count > 0 && own.IsWhole && corpus.Count >= FewestForDoubt)
            {
                own.Return(trace);
                Move(trace, best is { Joins: true } ? best.Story : shelf[shelf.New()], best is { Joins: true } ? Explain(trace, best) : "nothing in its story is near enough");
                LookAgainBeside(trace, own, again);
            }
            else
            {
                own.Return(trace);
                Pull(trace, own, found);
            }

            _seen.Add(own);
        }

        _seen.Add(trace.Story!);
        trace.LaterCrowd = finder.Neighbours.Beside(trace.Story!);
    }

    private string Explain(Trace trace, Found found)
    {
        corpus.AskWords(trace);
        return judge.Explain(found.Nearest, trace, found.Of);
    }

    // Those that were near it in the story that it left, and are in the one that it is in now.
    private void LookAgainBeside(Trace trace, Story former, HashSet<Trace>? again)
    {
        foreach (ref readonly var one in finder.Neighbours.All)
        {
            if (one.Article.Story == former || one.Article.Story == trace.Story)
            {
                again?.Add(one.Article);
            }
        }
    }

    private Found? BestFor(Trace trace, Story own, IReadOnlyList<Found> found)
    {
        Found? best = null;
        foreach (var one in found)
        {
            if (one.Story.Count > 0 && (one.Story == own || MayJoin(trace, own, one.Story)) && (best is null || one.IsBetterThan(best)))
            {
                best = one;
            }
        }

        return best;
    }

    // Placed by hand, or with others by the act that they report.
    private static bool IsFixed(Trace trace) => trace.IsPinned || (trace.Story!.Count > 1 && trace.Key is { Links: true } key && key == trace.Story.Key);

    private bool MayJoin(Trace trace, Story own, Story other) => !shelf.AreParted(own, other) && !AreApart(trace.Key, other.Key);

    private static bool AreApart(EventKey? one, EventKey? other) => one is not null && other is not null && one != other && (one.Links || other.Links);

    private void Pull(Trace trace, Story own, IReadOnlyList<Found> found)
    {
        foreach (var one in found)
        {
            if (one.Story != own && one.Score >= Least)
            {
                _pulls[(trace, one.Story)] = one.Score;
            }
        }
    }

    // Articles that come one by one are drawn by the story that they are in; only taken together they may show that two stories are one.
    private void Merge()
    {
        var pulls = new Dictionary<(Story One, Story Other), double>();
        foreach (var ((trace, other), pull) in _pulls)
        {
            pulls[(trace.Story!, other)] = pulls.GetValueOrDefault((trace.Story!, other)) + pull;
        }

        foreach (var ((one, other), pull) in pulls.OrderByDescending(pair => pair.Value / pair.Key.One.Count).ThenBy(pair => pair.Key.One.Id).ThenBy(pair => pair.Key.Other.Id).ToList())
        {
            if (one != other && one.Count > 0 && other.Count > 0 && !shelf.AreParted(one, other) && !AreApart(one.Key, other.Key)
                && (pull / one.Count) + (pulls.GetValueOrDefault((other, one)) / other.Count) is var both && both / 2 >= options.MergesStories)
            {
                var (from, to) = one.Id > other.Id ? (one, other) : (other, one);
                var because = string.Create(CultureInfo.InvariantCulture, $"two stories that are one: their articles fit the other with {both / 2:0.00} on average");
                shelf.MembersOf(from).ForEach(trace => Move(trace, to, because, isMerge: true));
                _seen.Add(to);
            }
        }
    }

    // By the mean over all pairs of articles (average linkage): a single one that is like two events holds nothing together.
    private void Part(Story story)
    {
        var members = story.Exemplars.ToList();
        if (corpus.Count < FewestForDoubt || members.Count < 3 || members.Count != story.Count || members.Count > MostInParts || !story.IsWhole || members.Exists(IsFixed))
        {
            return;
        }

        var parts = AverageLinkage.Of(Chances(members), options.HoldsTogether);
        foreach (var part in parts.OrderByDescending(part => part.Count).ThenBy(part => part.Min()).Skip(1).ToList())
        {
            var apart = shelf[shelf.New()];
            part.ForEach(member => Move(members[member], apart, "the story came apart: nothing but a bridge holds it together with the rest"));
        }
    }

    private double[,] Chances(List<Trace> members)
    {
        var chances = new double[members.Count, members.Count];
        for (var one = 0; one < members.Count; one++)
        {
            var asked = false;
            for (var other = 0; other < one; other++)
            {
                var like = Meetings.Of(members[one], members[other]) is { } met ? met with { Other = members[other].LaterCrowd } : Liken(members[one], members[other], ref asked);
                var back = like with { Other = members[one].LaterCrowd };
                chances[one, other] = chances[other, one] =
                    (judge.Decide(members[one], members[other], like, members[one].LaterCrowd).Score + judge.Decide(members[other], members[one], back, members[other].LaterCrowd).Score) / 2;
            }
        }

        return chances;
    }

    private Likeness Liken(Trace one, Trace other, ref bool asked)
    {
        if (!asked)
        {
            corpus.Ask(one);
            asked = true;
        }

        return judge.Liken(one, other);
    }

    private void Move(Trace trace, Story to, string because, bool isMerge = false)
    {
        _moves.Add(new Moved(trace.Id, trace.Story!.Id, to.Id, because) { IsMerge = isMerge });
        shelf.Move(trace, to);
    }
}
