using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AccordWatch.Stories;

namespace AccordWatch.Host.Commands;

internal static class TrainCommand
{
    public static Command Build()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "NDJSON: articles with title, text, date, lang, source and the story they tell as 'cluster', in order of time; or pairs with a, b and 'same'",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string?>("--out") { Description = "File for the weights; standard output when absent", HelpName = "WEIGHTS" };
        var command = new Command(
            "train",
            "Learns from labelled news which articles tell one story. Half of the stories are learned from, the other half are measured.\n\n"
            + "Examples:\n  accordwatch train --out weights.json stories.jsonl pairs.jsonl\n  accordwatch group --weights weights.json --batch articles.jsonl")
        { files, output };
        command.SetAction((line, _) => Task.FromResult(Run(line.GetValue(files)!, line.GetValue(output))));
        return command;
    }

    /// <summary>For the commands that can try weights out.</summary>
    public static Option<string?> WeightsOption() => new("--weights") { Description = "Weights that the command train has made, instead of those of the program", HelpName = "WEIGHTS" };

    /// <summary>The model in a file; the shipped one without a file.</summary>
    public static StoryModel ModelOf(string? file)
    {
        if (file is null)
        {
            return StoryModel.Shipped;
        }

        try
        {
            return StoryModel.Read(File.ReadAllBytes(file), file);
        }
        catch (Exception mistake) when (mistake is FormatException or IOException)
        {
            throw new UsageException($"{mistake.Message} Make a file of weights with 'accordwatch train'.");
        }
    }

    private static int Run(string[] files, string? output)
    {
        var training = new StoryTraining(new StoryOptions());
        foreach (var file in files)
        {
            Read(file, training);
        }

        var model = training.Fit(done => Console.Error.WriteLine(done));
        foreach (var (corpus, figures) in training.Measure(model))
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{corpus}: B-cubed P {figures.Precision:0.000} R {figures.Recall:0.000} F1 {figures.F1:0.000} on the stories not learned from"));
        }

        if (output is null)
        {
            Console.Write(model.Write());
        }
        else
        {
            File.WriteAllText(output, model.Write());
        }

        return ExitCode.Ok;
    }

    private static void Read(string file, StoryTraining training)
    {
        if (!File.Exists(file))
        {
            throw new UsageException($"{file}: no such file. Give train NDJSON files of labelled articles or pairs.");
        }

        var (articles, pairs, number) = (new List<LabelledArticle>(), new List<LabelledPair>(), 0);
        foreach (var line in File.ReadLines(file).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            number++;
            try
            {
                using var read = JsonDocument.Parse(line);
                var input = read.RootElement;
                if (input.TryGetProperty("a", out var a) && input.TryGetProperty("b", out var b))
                {
                    pairs.Add(new LabelledPair(input.TextOf("id") ?? $"{number}", NewsFile.OfJson(a), NewsFile.OfJson(b), input.TextOf("same") is "1" or "true"));
                }
                else
                {
                    articles.Add(new LabelledArticle(NewsFile.OfJson(input), input.TextOf("cluster") ?? throw new UsageException("neither 'a' and 'b' nor 'cluster'")));
                }
            }
            catch (Exception mistake) when (mistake is JsonException or UsageException)
            {
                throw new UsageException($"{file}:{number}: {mistake.Message}");
            }
        }

        if (articles.Count > 0)
        {
            training.AddStories(Path.GetFileName(file), articles);
        }

        if (pairs.Count > 0)
        {
            training.AddPairs(pairs);
        }
    }
}
