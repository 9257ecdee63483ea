using System.CommandLine;
using System.Text.Json.Serialization;
using AccordWatch.Extract;
using AccordWatch.Host.Settings;
using AccordWatch.Knowledge;
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
            "Groups articles into stories: which tell the same event, and which are copies of one text. "
            + "With --batch an article is written once its story is settled: when the window has passed over it, or at the end.\n\nExamples:\n  accordwatch group one.txt two.txt three.txt\n  accordwatch group --batch articles.jsonl")
        { files, batch, weights };
        command.SetAction(async (line, cancellationToken) =>
        {
            if (line.GetValue(batch) is { } articles)
            {
                var desk = new Desk(null, TrainCommand.ModelOf(line.GetValue(weights)), new ActReader(KnowledgeBase.Load(globals.ConfigOf(line))));
                return await Batch.RunAsync(
                    articles,
                    "id",
                    (input, _) => Task.FromResult<object>(desk.Place(input.TextOf("id") ?? throw new UsageException("the line has no 'id'"), NewsFile.OfJson(input))),
                    cancellationToken,
                    new Batch.Held(answer => answer is Placed placed && desk.MayChange(placed), desk.Finish));
            }

            var named = line.GetValue(files)!;
            return named.Length == 0
                ? throw new UsageException("group needs FILEs or --batch ARTICLES. Example: accordwatch group one.txt two.txt")
                : await PrintAsync(named, TrainCommand.ModelOf(line.GetValue(weights)), new ActReader(KnowledgeBase.Load(globals.ConfigOf(line))), line.GetValue(globals.Json), () => globals.SettingsOf(line), () => globals.SitesOf(line), cancellationToken);
        });
        return command;
    }

    private static async Task<int> PrintAsync(string[] files, StoryModel model, ActReader acts, bool asJson, Func<HostSettings> settings, Func<SiteRules> sites, CancellationToken cancellationToken)
    {
        var articles = new List<(string File, Article Article)>();
        foreach (var file in files)
        {
            articles.Add((file, await Input.ArticleAsync(file, settings, sites, cancellationToken)));
        }

        // Files without a date may be of any day, also of that of the others.
        var desk = new Desk(articles.Select(one => one.Article.Published).FirstOrDefault(date => date is not null), model, acts);
        var placed = articles.ConvertAll(one => (one.File, Place: desk.Place(one.File, one.Article)));

        desk.Finish();
        foreach (var story in placed.GroupBy(one => one.Place.Story))
        {
            Console.Write(asJson ? "" : $"{story.Key}\n");
            foreach (var (file, place) in story)
            {
                Console.WriteLine(asJson
                    ? Json.Line(new { Id = file, place.Story, place.CopyGroup, Related = place.Related ?? false, place.Because })
                    : $"  {file}\n    {place.Because}");
            }
        }

        return ExitCode.Ok;
    }

    /// <summary>An article and its story, which a second look may change.</summary>
    private sealed class Placed(string id, string story, string copyGroup, bool isRelated, string because, long number)
    {
        public string Id => id;

        public string Story { get; set; } = story;

        public string CopyGroup => copyGroup;

        /// <summary>True for a headline alone, otherwise left out.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public bool? Related => isRelated ? true : null;

        [JsonIgnore]
        public long StoryId { get; set; }

        [JsonIgnore]
        public string Because { get; set; } = because;

        [JsonIgnore]
        public long Number => number;
    }

    /// <summary>An index whose articles and stories have names instead of numbers: a story that of the first article that it got.</summary>
    private sealed class Desk(DateTimeOffset? start, StoryModel model, ActReader acts)
    {
        private readonly StoryIndex _index = new(new StoryOptions(), model);
        private readonly Dictionary<long, Placed> _told = [];
        private readonly Dictionary<long, string> _stories = [];
        private readonly HashSet<string> _names = [];

        // Texts are known again however long ago they were told.
        private readonly Dictionary<UInt128, Known> _texts = [];
        private DateTimeOffset _last = start ?? DateTimeOffset.UnixEpoch;
        private long _oldest = 1;
        private long _number;

        /// <summary>An article without a date stands where the one before it stood.</summary>
        public Placed Place(string id, Article article)
        {
            if (_index.WantsSecondLook)
            {
                Finish();
            }

            _last = article.Published ?? _last;
            _number++;
            var key = TextKey.Of(article);
            Known? known = key is { } asked && _texts.TryGetValue(asked, out var text) && text.IsOf(article) ? text : null;
            var telling = known is null ? _index.Tell(_number, article, _last, acts.Read(article)) : _index.Repeat(_number, article, _last, known.Value.By.StoryId, known.Value.By.Number, acts.Read(article));
            var copies = known is not null ? known.Value.By.CopyGroup : telling is Telling.Again { CopyOf: { } original } ? _told[original].CopyGroup : id;
            var name = known is not null && !_stories.ContainsKey(telling.Story) ? known.Value.By.Story : NameOf(telling.Story, id);
            var placed = new Placed(id, name, copies, telling.IsRelated, telling.Because, _number) { StoryId = telling.Story };
            _told[_number] = placed;
            if (key is { } told)
            {
                _texts.TryAdd(told, new Known(placed, article.Source, article.Title.GetHashCode(StringComparison.Ordinal)));
            }

            Forget();
            return placed;
        }

        public bool MayChange(Placed placed) => placed.Number >= _oldest;

        /// <summary>Has the second look follow.</summary>
        public void Finish()
        {
            foreach (var moved in _index.Reconsider())
            {
                var placed = _told[moved.Article];
                (placed.Story, placed.StoryId, placed.Because) = (NameOf(moved.To, placed.Id), moved.To, $"{placed.Because}; then moved: {moved.Because}");
            }
        }

        private string NameOf(long story, string first)
        {
            if (!_stories.TryGetValue(story, out var name))
            {
                // The first article of one may be the first of another by now.
                for (name = first; !_names.Add(name); name += "+")
                {
                }

                _stories[story] = name;
            }

            return name;
        }

        private readonly record struct Known(Placed By, string Source, int Title)
        {
            // A wall before the texts of one source is the same for all of them.
            public bool IsOf(Article article) => article.Source != Source || article.Title.GetHashCode(StringComparison.Ordinal) == Title || article.Source.Length == 0;
        }

        private void Forget()
        {
            for (; _oldest < _number - _index.Count + 1; _oldest++)
            {
                _told.Remove(_oldest);
            }

            if (_stories.Count > 2 * Math.Max(_index.Count, 1000))
            {
                foreach (var (story, name) in _stories.Where(one => !_index.Remembers(one.Key)).ToList())
                {
                    _stories.Remove(story);
                    _names.Remove(name);
                }
            }
        }
    }
}
