using System.Text.RegularExpressions;

namespace AccordWatch.Delivery;

/// <summary>Drops each message as <c>.eml</c> into a folder. The name comes from the Message-ID: the same message again replaces its own file.</summary>
/// <param name="directory">Made when missing.</param>
public sealed partial class PickupTransport(string directory) : IMailTransport
{
    public string Name => "pickup";

    public async Task<Handover> SendAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var name = NameOf(envelope.MessageId);
        var target = Path.Combine(directory, name);
        var draft = Path.Combine(directory, $".{name}.part");
        try
        {
            Directory.CreateDirectory(directory);
            await WriteAsync(draft, envelope.Message, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new Handover.Deferred(problem.Message);
        }

        await envelope.BeforeDot(cancellationToken).ConfigureAwait(false);
        try
        {
            File.Move(draft, target, overwrite: true);
            return new Handover.Accepted(target);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A rename happens or it does not.
            return new Handover.Deferred(problem.Message);
        }
    }

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(message, cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }
    }

    private static string NameOf(string messageId)
    {
        var local = messageId.TrimStart('<').Split('@')[0];
        return SafeName().IsMatch(local) ? $"{local}.eml" : throw new FormatException("the Message-ID cannot be the name of a file");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}\z")]
    private static partial Regex SafeName();
}
