using System.Globalization;
using System.Text.Json;
using AccordWatch.Knowledge;
using AccordWatch.Model;
using AccordWatch.Store;

namespace AccordWatch.Register;

/// <summary>It cannot be decided like this.</summary>
public sealed class CorrectionException(string message) : Exception(message);

/// <summary>What people correct in the register. Each decision is made first and kept afterwards, so that it can be shown without being kept.</summary>
public sealed class Corrections(AccordTable accords, ArticleTable articles, DecisionTable decisions, AccordRegister register)
{
    /// <summary>A step that could not follow is taken after all; or an article in doubt reports an accord; or the number that it gives a state stands, whatever the roll counts.</summary>
    public Decision Accept(KeptArticle article)
    {
        var jumps = JumpsOf(article, "accepted");
        if (jumps.Count == 0 && new RollReview(accords, decisions).DisagreeingWith(article.Id) is { Counted: { Count: { } count } counted } roll)
        {
            var known = new DecisionChange(RollReview.Field, counted.Accord, article.Id, $"{roll.Place}", $"{count.Number}");
            return Of("accept", article, $"{counted.State} is number {count.Number} of {roll.Instrument}, and known to be number {roll.Place} here", [known]);
        }

        if (jumps.Count == 0 && articles.FindingOn(article.Id) is not { Decision: "review", Status: not null, Instrument: not null, Kind: not null })
        {
            throw new CorrectionException($"article {article.Id} does not wait for review. See what does with: accordwatch accords review");
        }

        return Of("accept", article, jumps.Count == 0 ? "the article reports an accord" : $"the step is taken: {articles.FindingOn(article.Id)?.Status}", jumps);
    }

    /// <summary>A step that cannot follow is none; or the article reports no accord, whatever the rules say.</summary>
    public Decision Reject(KeptArticle article)
    {
        var jumps = JumpsOf(article, "none");
        var changes = jumps.Count > 0 ? jumps : [.. decisions.PlacesOf(article.Id).Where(place => place.Role != "withdrawn").Select(place => new DecisionChange("role", place.Accord, article.Id, place.Role, "withdrawn"))];
        return Of("reject", article, jumps.Count > 0 ? "the step is not taken" : "the article reports no accord", changes);
    }

    /// <summary>Two accords are one: the second goes into the first, and its id leads there for ever.</summary>
    public Decision Merge(string into, string other)
    {
        var (home, gone) = (Known(into), Known(other));
        if (home.Id == gone.Id)
        {
            throw new CorrectionException($"{into} and {other} are already one accord, {home.Id}.");
        }

        var there = decisions.ReportsOf(home.Id).Select(report => report.Article.Id).ToHashSet();
        var moves = decisions.ReportsOf(gone.Id).Where(report => !there.Contains(report.Article.Id)).Select(report => new DecisionChange("accord", null, report.Article.Id, gone.Id, home.Id));
        var redirects = accords.MergedInto(gone.Id).Select(id => new DecisionChange("merged_into", id, null, gone.Id, home.Id));
        return new Decision
        {
            What = "merge",
            Subject = home.Id,
            Detail = $"{gone.Id} is the same accord as {home.Id}",
            Changes = [.. moves, .. redirects, new DecisionChange("merged_into", gone.Id, null, null, home.Id)],
            Touches = [home.Id],
        };
    }

    /// <summary>Some articles of an accord are about another one.</summary>
    /// <param name="id">The accord.</param>
    /// <param name="split">Numbers of the articles.</param>
    /// <param name="made">Id of the new accord, from <see cref="NewIdAsync"/>.</param>
    public Decision Split(string id, IReadOnlyList<long> split, string made)
    {
        var accord = Known(id);
        Chosen(accord, split);
        return new Decision
        {
            What = "split",
            Subject = accord.Id,
            Detail = $"{(split.Count == 1 ? "article" : "articles")} {string.Join(", ", split)} of {accord.Id} tell of {made}",
            Changes = [.. split.Select(article => new DecisionChange("accord", null, article, accord.Id, made))],
            Touches = [accord.Id, made],
        };
    }

    /// <summary>Gives an id to the accord that a split will make.</summary>
    public Task<string> NewIdAsync(string id, IReadOnlyList<long> split, PartyBook parties, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var first = Chosen(Known(id), split)[0];
        return decisions.NewIdAsync(new AccordNames(parties).PrefixOf(first.Told, first.Article.PublishedAt ?? first.Article.FirstSeenAt), AccordNames.TitleOf(first.Told), first, now, cancellationToken);
    }

    /// <summary>A person knows better: no later report changes the field again.</summary>
    /// <param name="id">The accord.</param>
    /// <param name="values">title, status, instrument, kind, signed_on (empty: not known), areas (separated by commas).</param>
    public Decision Edit(string id, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        var accord = Known(id);
        var changes = values.Select(value => EditOf(accord, value.Key, value.Value)).ToList();
        return new Decision
        {
            What = "edit",
            Subject = accord.Id,
            Detail = string.Join("; ", changes.Select(change => $"{change.Field}: {change.Before ?? "not known"} -> {change.After ?? "not known"}")),
            Changes = changes,
            Touches = [accord.Id],
        };
    }

    /// <summary>Takes back the newest decision in force.</summary>
    public Decision Undo()
    {
        if (decisions.Standing() is not [var last, ..])
        {
            throw new CorrectionException("there is no decision to undo.");
        }

        // Accepting an article in doubt changed nothing by itself; what it reported since is withdrawn.
        IEnumerable<DecisionChange> changes = last is { What: "accept", Changes.Count: 0 }
            ? decisions.PlacesOf(long.Parse(last.Subject, CultureInfo.InvariantCulture)).Where(place => place.Role == "report").Select(place => new DecisionChange("role", place.Accord, long.Parse(last.Subject, CultureInfo.InvariantCulture), "report", "withdrawn"))
            : last.Changes.Reverse().Select(change => change with { Before = change.After, After = change.Before });
        return new Decision { What = "undo", Subject = last.Subject, Detail = $"{last.What}: {last.Detail}", Changes = [.. changes], Undoes = last.Id, Touches = TouchedBy(changes) };
    }

    /// <summary>Keeps what was decided. An article that was accepted is registered at once.</summary>
    public async Task KeepAsync(Decision decision, PartyBook parties, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await decisions.DecideAsync(decision, Retelling.Of, now, cancellationToken).ConfigureAwait(false);
        if (decision is { What: "accept", Changes.Count: 0 } && articles.Find(decision.Subject) is { } article)
        {
            await register.ReportAsync(articles.FindingOn(article.Id)!, article, parties, now, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Decision Of(string what, KeptArticle article, string detail, IReadOnlyList<DecisionChange> changes) => new()
    {
        What = what,
        Subject = article.Id.ToString(CultureInfo.InvariantCulture),
        Detail = $"article {article.Id}: {detail}",
        Changes = changes,
        Touches = TouchedBy(changes),
    };

    private static IReadOnlyList<string> TouchedBy(IEnumerable<DecisionChange> changes)
        => [.. changes.Where(change => change.Field != RollReview.Field).SelectMany(change => change.Field == "accord" ? [change.Before, change.After] : new[] { change.Accord }).OfType<string>().Distinct()];

    private static DecisionChange EditOf(Accord accord, string field, string value)
    {
        var (before, after) = field switch
        {
            "title" when value.Length > 0 => (accord.Title, value),
            "status" => (accord.Status, OneOf(field, value, LifeCycle.Statuses)),
            "instrument" => (accord.Instrument, OneOf(field, value, Vocabulary.Instruments)),
            "kind" => (accord.Kind, OneOf(field, value, Vocabulary.Kinds)),
            "signed_on" => (accord.SignedOn, value.Length == 0 ? null : SigningDay.IsOne(value) ? value : throw new CorrectionException($"signed_on={value}: not a day. Write it like 2021-09-28, 2021-09 or 2021.")),
            "areas" => (JsonSerializer.Serialize(accord.Areas), JsonSerializer.Serialize(value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(area => OneOf(field, area, Vocabulary.Areas)))),
            _ => throw new CorrectionException($"'{field}={value}' cannot be set. Set title, status, instrument, kind, signed_on or areas."),
        };
        return new DecisionChange(field, accord.Id, null, before, after);
    }

    private static string OneOf(string field, string value, IReadOnlyList<string> known)
        => known.Contains(value) ? value : throw new CorrectionException($"{field}={value}: did you mean '{Nearest.Of(value, known)}'? Known: {string.Join(", ", known)}.");

    private List<DecisionChange> JumpsOf(KeptArticle article, string move)
        => [.. decisions.PlacesOf(article.Id).Where(place => place is { Move: "jump", Role: "report" }).Select(place => new DecisionChange("move", place.Accord, article.Id, "jump", move))];

    private IReadOnlyList<KeptReport> Chosen(Accord accord, IReadOnlyList<long> split)
    {
        var reports = decisions.ReportsOf(accord.Id);
        if (split.FirstOrDefault(article => reports.All(report => report.Article.Id != article)) is var stranger and not 0)
        {
            throw new CorrectionException($"article {stranger} does not report {accord.Id}. See its articles with: accordwatch accords show {accord.Id}");
        }

        return reports.Count > split.Distinct().Count() ? [.. reports.Where(report => split.Contains(report.Article.Id))]
            : throw new CorrectionException($"{accord.Id} would be left without an article.");
    }

    private Accord Known(string id) => accords.Find(id) ?? throw new CorrectionException($"'{id}': no such accord. See all with: accordwatch accords list");
}
