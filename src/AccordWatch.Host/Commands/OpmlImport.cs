using System.Runtime.CompilerServices;
using AccordWatch.Acquire;
using AccordWatch.Store;

namespace AccordWatch.Host.Commands;

/// <summary>Adds the outlines of a list to the sources, one result after the other in the order of the list.</summary>
/// <param name="fetcher">The way to the web.</param>
/// <param name="database">Null keeps nothing.</param>
/// <param name="options">How the web is read.</param>
/// <param name="check">Whether each new source is read once before it is added.</param>
internal sealed class OpmlImport(Fetcher fetcher, Database? database, AcquireOptions options, bool check)
{
    private const int AtOnce = 16;

    private readonly Robots _robots = new(fetcher, database is null ? null : new RobotsTable(database), options, TimeProvider.System);

    public async IAsyncEnumerable<OpmlOutline> RunAsync(IReadOnlyList<OpmlOutline> outlines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var some in outlines.Chunk(AtOnce))
        {
            foreach (var outline in await Task.WhenAll(some.Select(one => one.Result == OutlineResult.Added ? AddedAsync(one, cancellationToken) : Task.FromResult(one))))
            {
                yield return outline;
            }
        }
    }

    private async Task<OpmlOutline> AddedAsync(OpmlOutline outline, CancellationToken cancellationToken)
    {
        var (source, startedAt) = (outline.Source!, TimeProvider.System.GetUtcNow());
        if (!check)
        {
            await (database is null ? Task.CompletedTask : new SourceTable(database).AddAsync(source, startedAt, cancellationToken));
            return outline;
        }

        var reading = await new SourceReader(fetcher, _robots, FeedParsers.For(options)).ReadAsync(source, FetchConditions.None, cancellationToken);
        if (reading is SourceReading.Failed failed)
        {
            return outline with { Result = failed.Body is null ? OutlineResult.Unreachable : OutlineResult.Invalid, Reason = failed.Because };
        }

        if (database is not null)
        {
            var table = new SourceTable(database);
            await SourcesAdd.KeepAsync(source, reading, startedAt, new Acquirer(fetcher, _robots, table, options, TimeProvider.System), table, cancellationToken);
        }

        return outline;
    }
}
