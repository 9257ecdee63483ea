namespace AccordWatch.Store;

/// <summary>Whose words an article tells, and which article stands for others, as parts of statements about <c>article a</c>.</summary>
internal static class Origins
{
    /// <summary>
    /// Who told the wording first: the agency that a dateline of it names, else the source of its first article. Sources are independent when they differ in it; a
    /// headline alone, which is null, counts for none.
    /// </summary>
    public const string Sql = """
        CASE WHEN a.related = 0 THEN coalesce(
            (SELECT lower(w.wire) FROM article w WHERE w.copy_group = a.copy_group AND w.wire IS NOT NULL ORDER BY w.id LIMIT 1),
            (SELECT lower(f.source_name) FROM article f WHERE f.id = a.copy_group)) END
        """;

    /// <summary>1 when an agency or a ministry tells it itself.</summary>
    public const string Official = "EXISTS (SELECT 1 FROM source o, json_each(o.settings, '$.Categories') c WHERE o.name = a.source_name AND c.value IN ('agency', 'ministry'))";

    /// <summary>The canonical article first: an agency's or an official source's, then the one seen first by us, a page before a feed's summary, the longer, one without a paywall.</summary>
    public const string Canonical = $"""
        a.related, a.wire IS NULL AND NOT {Official},
        a.first_seen_at, a.origin <> 'page', length(a.text) DESC, a.paywalled, a.id
        """;
}
