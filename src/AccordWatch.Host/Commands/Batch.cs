using System.Text;
using System.Text.Json;

namespace AccordWatch.Host.Commands;

/// <summary>NDJSON in, NDJSON out, same order: a bad line gives an error line and never ends the run.</summary>
internal static class Batch
{
    // The console flushes after each write, so lines are written in pieces.
    private const int Piece = 1 << 16;

    /// <param name="file">Path of the NDJSON file, or <c>-</c> for standard input.</param>
    /// <param name="key">Name of the identifying field: <c>id</c> or <c>case</c>.</param>
    /// <param name="one">Makes the output object of one input line; the identifier is an input field of it.</param>
    /// <param name="cancellationToken">Stops between two lines.</param>
    /// <param name="held">Where later lines change earlier answers.</param>
    public static async Task<int> RunAsync(string file, string key, Func<JsonElement, CancellationToken, Task<object>> one, CancellationToken cancellationToken, Held? held = null)
    {
        if (file != "-" && !File.Exists(file))
        {
            throw new UsageException($"{file}: no such file. Give --batch an NDJSON file, or - for standard input.");
        }

        return await Screen.WithProgressAsync(file, progress => AnswerAllAsync(file, key, one, held, progress, cancellationToken)).ConfigureAwait(false);
    }

    private static async Task<int> AnswerAllAsync(string file, string key, Func<JsonElement, CancellationToken, Task<object>> one, Held? held, Action<double> progress, CancellationToken cancellationToken)
    {
        await using var input = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        using var lines = new StreamReader(input, Encoding.UTF8);
        var output = new StringBuilder();
        var answers = new Queue<object>();
        var number = 0;
        while (await lines.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            answers.Enqueue(await AnswerAsync(line, number, key, one, cancellationToken).ConfigureAwait(false));
            while (answers.TryPeek(out var answer) && held?.MayChange(answer) is not true)
            {
                output.Append(Json.Line(answers.Dequeue())).Append('\n');
            }

            if (output.Length > Piece)
            {
                await Console.Out.WriteAsync(output, cancellationToken).ConfigureAwait(false);
                output.Clear();
                progress(input.CanSeek ? (double)input.Position / input.Length : 0);
            }
        }

        held?.Finish();
        output.AppendJoin('\n', answers.Select(Json.Line)).Append(answers.Count > 0 ? "\n" : "");
        await Console.Out.WriteAsync(output, cancellationToken).ConfigureAwait(false);
        return ExitCode.Ok;
    }

    private static async Task<object> AnswerAsync(string line, int number, string key, Func<JsonElement, CancellationToken, Task<object>> one, CancellationToken cancellationToken)
    {
        object? id = $"line {number}";
        try
        {
            using var input = JsonDocument.Parse(line);
            if (input.RootElement.TryGetProperty(key, out var value))
            {
                id = value.Clone();
            }

            return await one(input.RootElement, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception mistake) when (mistake is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new Dictionary<string, object?> { [key] = id, ["error"] = mistake.Message };
        }
    }

    /// <summary>Answers that later lines may change are held back.</summary>
    /// <param name="MayChange">Whether a later line may still change the answer.</param>
    /// <param name="Finish">No line is left.</param>
    internal sealed record Held(Predicate<object> MayChange, Action Finish);

    /// <summary>The text under the name; null when absent or null.</summary>
    public static string? TextOf(this JsonElement line, string name)
        => line.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
            : null;
}
