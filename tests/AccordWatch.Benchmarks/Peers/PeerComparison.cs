using System.Globalization;

namespace AccordWatch.Benchmarks.Peers;

/// <summary>Polls the same feeds with AccordWatch, newsboat and rss2email, by turns: a first round with an empty store, and a second one in which nothing is new.</summary>
internal static class PeerComparison
{
    private const int Feeds = 300;
    private const int Items = 30;
    private const int Repeats = 3;

    /// <param name="dll">The published program.</param>
    /// <returns>1 when a program did not store every entry.</returns>
    public static int Run(string dll)
    {
        var folder = Directory.CreateTempSubdirectory("accordwatch-peers-").FullName;
        try
        {
            using var site = new FeedSite();
            // A first visit keeps what is older than a week and tells nothing of it.
            var old = FeedsOf(site, 0, TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(30), TimeSpan.FromHours(20));
            var recent = FeedsOf(site, Feeds, TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(3));
            var cases = new List<(string Name, Func<string, Contestant> Make)>
            {
                ("AccordWatch, stored", empty => Contestant.AccordWatch(dll, empty, old)),
                ("AccordWatch, stored and told", empty => Contestant.AccordWatch(dll, empty, recent)),
            };
            AddIfInstalled("newsboat", "newsboat", empty => Contestant.Newsboat(empty, recent));
            AddIfInstalled("rss2email", "r2e", empty => Contestant.Rss2Email(empty, recent));

            var runs = cases.ToDictionary(one => one.Name, _ => (First: new List<Measured>(), Second: new List<Measured>()));
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                foreach (var (name, make) in cases)
                {
                    var contestant = make(Directory.CreateDirectory(Path.Combine(folder, $"{name} {repeat}".Replace(' ', '-'))).FullName);
                    runs[name].First.Add(contestant.Poll());
                    runs[name].Second.Add(contestant.Poll());
                    Console.Error.WriteLine($"{repeat + 1}/{Repeats}  {name,-30}{Cells(runs[name].First[^1])}   {Cells(runs[name].Second[^1])}");
                }
            }

            return Show(runs);

            void AddIfInstalled(string name, string program, Func<string, Contestant> make)
            {
                if (Measured.Has(program))
                {
                    cases.Add((name, make));
                }
                else
                {
                    Console.WriteLine($"{name} is not installed; to compare with it: apt-get install {name}");
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<Uri> FeedsOf(FeedSite site, int from, DateTimeOffset newest, TimeSpan apart)
    {
        var news = new InventedNews(20250314 + from);
        return [.. Enumerable.Range(from, Feeds).Select(number => site.Tells(number, news.Feed(number, Items, newest, apart, item => site.UrlOf(number, $"news/{item}"))))];
    }

    private static int Show(Dictionary<string, (List<Measured> First, List<Measured> Second)> runs)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Feeds} feeds of {Items} entries; median of {Repeats} runs by turns; first round (empty store) and second round (nothing new)"));
        Console.WriteLine($"{"",-30}{"wall s",8}{"CPU s",8}{"peak MB",9}{"stored",8}   {"wall s",8}{"CPU s",8}{"peak MB",9}{"stored",8}");
        var isWhole = true;
        foreach (var (name, (firsts, seconds)) in runs)
        {
            var (first, second) = (Measured.Median(firsts), Measured.Median(seconds));
            Console.WriteLine($"{name,-30}{Cells(first)}   {Cells(second)}");
            isWhole &= firsts.Concat(seconds).All(run => run.Stored == Feeds * Items);
        }

        Console.WriteLine(isWhole ? $"Each stored all {Feeds * Items} entries." : $"Not each stored all {Feeds * Items} entries.");
        return isWhole ? 0 : 1;
    }

    private static string Cells(Measured run) => string.Create(CultureInfo.InvariantCulture, $"{run.Wall,8:0.00}{run.Cpu,8:0.00}{run.Memory,9:0}{run.Stored,8}");
}
