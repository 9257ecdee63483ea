using System.CommandLine;
using System.Text.Json;
using AccordWatch.Extract;
using AccordWatch.Host.Settings;
using AccordWatch.Model;
using AccordWatch.Stories;

namespace AccordWatch.Host.Commands;

internal static class GroupCommand
{
    public static Command Build(Globals globals)
    {
        var files = new Argument<string[]>("FILE") { Description = "Text files, the headline on the first line", Arity = ArgumentArity.ZeroOrMore };
        var batch = new Option<string?>("--batch") { Description = "NDJSON with id, title, text, date, lang, source on each line, in order of time; - for standard input", HelpName = "ARTICLES" };
        var weights = TrainCommand.WeightsOption();
        var command = new Command(
            "group",
            "Groups articles into stories: which tell the same event, and which are copies of one text.\n\nExamples:\n  accordwatch group one.txt two.txt three.txt\n  accordwatch group --batch articles.jsonl")
        { files, batch, weights };
        command.SetAction(async (line, cancellationToken) =>
        {
            if (line.GetValue(batch) is { } articles)
            {
                var desk = new Desk(null, TrainCommand.ModelOf(line.GetValue(weights)));
                return await Batch.RunAsync(articles, "id", (input, _) => Task.FromResult(OneLine(input, desk)), cancellationToken);
            }

            var named = line.GetValue(files)!;
            return named.Length == 0
                ? throw new UsageException("group needs FILEs or --batch ARTICLES. Example: accordwatch group one.txt two.txt")
                : await PrintAsync(named, TrainCommand.ModelOf(line.GetValue(weights)), line.GetValue(globals.Json), () => globals.SettingsOf(line), () => globals.SitesOf(line), cancellationToken);
        });
        return command;
    }

    private static object OneLine(JsonElement input, Desk desk)
    {
        var id = input.TextOf("id") ?? throw new UsageException("the line has no 'id'");
        var (story, copies, _, isRelated) = desk.Place(id, NewsFile.OfJson(input));
        return isRelated ? new { Id = id, Story = story, CopyGroup = copies, Related = true } : new { Id = id, Story = story, CopyGroup = copies };
    }

    private static async Task<int> PrintAsync(string[] files, StoryModel model, bool asJson, Func<HostSettings> settings, Func<SiteRules> sites, CancellationToken cancellationToken)
    {
        var articles = new List<(string File, Article Article)>();
        foreach (var file in files)
        {
            articles.Add((file, await Input.ArticleAsync(file, settings, sites, cancellationToken)));
        }

        // Files without a date may be of any day, also of that of the others.
        var desk = new Desk(articles.Select(one => one.Article.Published).FirstOrDefault(date => date is not null), model);
        var placed = articles.ConvertAll(one => (one.File, Place: desk.Place(one.File, one.Article)));

        foreach (var story in placed.GroupBy(one => one.Place.Story))
        {
            Console.Write(asJson ? "" : $"{story.Key}\n");
            foreach (var (file, place) in story)
            {
                Console.WriteLine(asJson
                    ? Json.Line(new { Id = file, place.Story, CopyGroup = place.Copies, Related = place.IsRelated, place.Because })
                    : $"  {file}\n    {place.Because}");
            }
        }

        return ExitCode.Ok;
    }

    private sealed record Placed(string Story, string Copies, string Because, bool IsRelated);

    /// <summary>An index whose articles have names instead of numbers.</summary>
    private sealed class Desk(DateTimeOffset? start, StoryModel model)
    {
        private readonly StoryIndex _index = new(new StoryOptions(), model);
        private readonly Dictionary<long, (string Id, string Copies)> _told = [];
        private readonly Dictionary<long, (string Id, long Last)> _stories = [];

        // Texts are known again however long ago they were told.
        private readonly Dictionary<UInt128, Known> _texts = [];
        private DateTimeOffset _last = start ?? DateTimeOffset.UnixEpoch;
        private long _number;

        /// <summary>An article without a date stands where the one before it stood.</summary>
        public Placed Place(string id, Article article)
        {
            _last = article.Published ?? _last;
            _number++;
            var key = TextKey.Of(article);
            Known? known = key is { } asked && _texts.TryGetValue(asked, out var text) && text.IsOf(article) ? text : null;
            var telling = known is null ? _index.Tell(_number, article, _last) : _index.Repeat(_number, article, _last, known.Value.Story, known.Value.Number);
            var again = telling as Telling.Again;
            var copies = known?.Copies ?? (again?.CopyOf is { } original ? _told[original].Copies : id);
            var name = known?.Name ?? (again is null ? id : _stories[again.Story].Id);
            _told[_number] = (id, copies);
            _stories[telling.Story] = (name, _number);
            if (key is { } told)
            {
                _texts.TryAdd(told, new Known(_number, telling.Story, name, copies, article.Source, article.Title.GetHashCode(StringComparison.Ordinal)));
            }

            Forget();
            return new Placed(name, copies, telling.Because, telling.IsRelated);
        }

        private readonly record struct Known(long Number, long Story, string Name, string Copies, string Source, int Title)
        {
            // A wall before the texts of one source is the same for all of them.
            public bool IsOf(Article article) => article.Source != Source || article.Title.GetHashCode(StringComparison.Ordinal) == Title || article.Source.Length == 0;
        }

        // The index has forgotten them, so that none of them is named again.
        private void Forget()
        {
            if (_told.Count < 2 * Math.Max(_index.Count, 1000))
            {
                return;
            }

            var oldest = _number - _index.Count + 1;
            foreach (var number in _told.Keys.Where(number => number < oldest).ToList())
            {
                _told.Remove(number);
            }

            foreach (var (story, _) in _stories.Where(one => one.Value.Last < oldest).ToList())
            {
                _stories.Remove(story);
            }
        }
    }
}
