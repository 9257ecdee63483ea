using AccordWatch.Knowledge;

namespace AccordWatch.Classify;

/// <summary>Weighs whether the chosen act is a space accord reported as news. The weights are log-odds.</summary>
internal sealed class Judgement(ArticleClues clues, WatchProfile watch, Weighing weighing)
{
    public void Weigh(Primary? chosen, IReadOnlyList<NewsEvent> events)
    {
        weighing.Add(-3.2, "most articles report no accord");
        if (chosen is null)
        {
            WhyNone(events);
            return;
        }

        ForTheAct(chosen);
        ForTheParties(chosen);
        ForSpace(chosen);
        AgainstOtherSenses(chosen);
        AgainstTheTeller(chosen, events);
        foreach (var keyword in watch.KeywordsIn(clues.Reading).Take(3))
        {
            weighing.Add(0.15, $"keyword “{keyword}”");
        }
    }

    private void WhyNone(IReadOnlyList<NewsEvent> events)
    {
        weighing.Add(-1, "no act on an agreement is told as news");
        foreach (var one in events)
        {
            weighing.Note(one.IsNegated ? $"not done: “{one.Words}”" : $"background ({one.Background}): “{one.Words}”");
        }
    }

    private void ForTheAct(Primary chosen)
    {
        var (news, place) = (chosen.Event, PlaceOf(chosen.Event));
        var weight = news.Status switch { "announced" => 0.6, "negotiating" => 0.2, "planned" => 1.2, "suspended" or "terminated" or "withdrawn" => 0.9, _ => 1.6 };
        weighing.Add(news.Instrument is null ? weight - 0.6 : weight, $"{news.Status}{(news.Instrument is null ? "" : $" {news.Instrument}")}: “{news.Words}”");
        weighing.Add(place.Weight, place.Because);
    }

    private (double Weight, string Because) PlaceOf(NewsEvent news)
    {
        var behind = news.Sentence.Index - clues.LeadIndex;
        return news.Sentence.IsHeadline ? (1.2, "told in the headline")
            : behind <= 1 ? (1.0, "told in the lead")
            : behind <= 3 ? (0.3, "told near the top")
            : (-1.0, "told far down");
    }

    private void ForTheParties(Primary chosen)
    {
        var names = string.Join(", ", chosen.Parties.Select(party => party.Party.Name));
        if (chosen.Event.Open is { } open && chosen.Countries.Count > 0)
        {
            weighing.Add(1.6, $"{names}: {open.Name}");
        }
        else if (PartyReader.IsComplete(chosen.Parties))
        {
            weighing.Add(1.6, $"parties of two sides: {names}");
        }
        else
        {
            weighing.Add(chosen.Parties.Count == 0 ? -1.2 : -0.6, chosen.Parties.Count == 0 ? "no party is named" : $"only one side is named: {names}");
        }
    }

    private void ForSpace(Primary chosen)
    {
        var all = clues.Sentences.Count(sentence => sentence.TellsOfSpace);
        if (all == 0)
        {
            weighing.Add(-3, "nothing tells of space");
            return;
        }

        var sentence = chosen.Event.Sentence;
        var near = sentence.TellsOfSpace || clues.Headline.Any(one => one.TellsOfSpace) || (sentence.IsHeadline && clues.Sentences[clues.LeadIndex].TellsOfSpace);
        weighing.Add(near ? 1.2 : -1, near ? "space is the subject of the sentence, the headline or the lead" : "space is not named beside the act");
        weighing.Add(all * 2 >= clues.Sentences.Count ? 0.5 : -0.5, $"space in {all} of {clues.Sentences.Count} sentences");
    }

    private void AgainstOtherSenses(Primary chosen)
    {
        var sentence = chosen.Event.Sentence;
        if (sentence.Has("elsewhere") || clues.Headline.Any(headline => headline.Has("elsewhere")))
        {
            weighing.Add(-2, "another sense of space or accord");
        }

        var commercial = sentence.Has("commercial") || clues.Headline.Any(headline => headline.Has("commercial"));
        if (commercial && !(chosen.Countries.Count >= 2 && chosen.Event.Instrument is not null && !chosen.Has("company")))
        {
            weighing.Add(-1.8, "a contract or purchase");
        }

        // Firms buy from each other and from states; with an agency they cooperate.
        if (chosen.Has("company") && !chosen.Has("agency") && !chosen.Has("igo") && clues.Sentences.Any(one => one.Has("commercial")))
        {
            weighing.Add(-1.8, "a company without an agency, and a price or an order");
        }

        var domestic = sentence.Has("domestic") || clues.Headline.Any(headline => headline.Has("domestic"));
        if (chosen.Countries.Count <= 1 && chosen.Event.Open is null && !chosen.Has("igo") && !(chosen.Has("company") && chosen.Has("agency") && sentence.Instruments.Any(hit => hit.Of.Name == "mou")))
        {
            weighing.Add(domestic ? -2.4 : -1, domestic ? "within one state" : "one state only");
        }
    }

    private void AgainstTheTeller(Primary chosen, IReadOnlyList<NewsEvent> events)
    {
        if (chosen.Event.Sentence.Has("denial") || clues.Headline.Any(headline => headline.Has("denial")))
        {
            weighing.Add(-3.5, "denied");
        }

        if (clues.Headline.Any(headline => headline.Has("negated")))
        {
            weighing.Add(-1.5, "the headline says that it is not so");
        }

        if (chosen.Event.Sentence.Has("rumour") || clues.Headline.Any(headline => headline.Has("rumour")))
        {
            weighing.Add(-1.5, "a rumour");
        }

        var passed = events.Count(one => !one.IsNews && one.Sentence.Index <= clues.LeadIndex + 1);
        if (passed > 0 && !chosen.Event.Sentence.IsHeadline && chosen.Event.Sentence.Index > clues.LeadIndex)
        {
            weighing.Add(-0.8, "the lead tells of the past");
        }
    }
}
