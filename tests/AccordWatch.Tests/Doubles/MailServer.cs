using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AccordWatch.Tests.Doubles;

/// <summary>A mail server on loopback that answers as the test says.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public MailServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Messages whose final dot was read, as received: dots unstuffed.</summary>
    public ConcurrentQueue<byte[]> Received { get; } = new();

    /// <summary>Every command, in order.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    public string AtRecipient { get; set; } = "250 ok";

    /// <summary>Null closes the connection without an answer.</summary>
    public string? AtDot { get; set; } = "250 queued";

    /// <summary>Closes the connection when DATA is asked for.</summary>
    public bool DropsAtData { get; set; }

    public string[] Offers { get; set; } = [];

    /// <summary>Sent in one packet with the answer to STARTTLS.</summary>
    public string AlongWithStartTls { get; set; } = "";

    public X509Certificate2? Certificate { get; set; }

    /// <summary>Runs between the body and the final dot being answered.</summary>
    public Action WhenDotIsRead { get; set; } = () => { };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client.GetStream());
            }
            catch (Exception problem) when (problem is OperationCanceledException or IOException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The client or the test has left.
            }
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        await SayAsync(stream, "220 mail.example ready");
        while (await LineAsync(stream) is { } line)
        {
            Commands.Enqueue(line);
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await SayAsync(stream, string.Join("\r\n", ["250-mail.example", .. Offers.Select(offer => $"250-{offer}"), "250 HELP"]));
                    break;
                case "STARTTLS":
                    await SayAsync(stream, "220 go ahead" + AlongWithStartTls);
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(Certificate!);
                    stream = secure;
                    break;
                case "AUTH":
                    await SayAsync(stream, line.StartsWith("AUTH LOGIN", StringComparison.Ordinal) ? await LogInAsync(stream) : "235 welcome");
                    break;
                case "RCPT":
                    await SayAsync(stream, AtRecipient);
                    break;
                case "DATA" when DropsAtData:
                    return;
                case "DATA":
                    await SayAsync(stream, "354 go on");
                    if (!await MessageAsync(stream))
                    {
                        return;
                    }

                    break;
                case "QUIT":
                    await SayAsync(stream, "221 bye");
                    return;
                default:
                    await SayAsync(stream, "250 ok");
                    break;
            }
        }
    }

    private async Task<string> LogInAsync(Stream stream)
    {
        foreach (var question in (string[])["VXNlcm5hbWU6", "UGFzc3dvcmQ6"])
        {
            await SayAsync(stream, "334 " + question);
            Commands.Enqueue(await LineAsync(stream) ?? "");
        }

        return "235 welcome";
    }

    private async Task<bool> MessageAsync(Stream stream)
    {
        var message = new MemoryStream();
        while (await LineAsync(stream) is { } line)
        {
            if (line == ".")
            {
                Received.Enqueue(message.ToArray());
                WhenDotIsRead();
                if (AtDot is null)
                {
                    return false;
                }

                await SayAsync(stream, AtDot);
                return true;
            }

            message.Write(Encoding.Latin1.GetBytes((line.StartsWith('.') ? line[1..] : line) + "\r\n"));
        }

        return false;
    }

    private async Task SayAsync(Stream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), _stop.Token);

    // A line ends with CR LF and nothing else, so a bare CR or LF would show up inside a message.
    private async Task<string?> LineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            line.Append((char)one[0]);
            if (line.Length >= 2 && line[^1] == '\n' && line[^2] == '\r')
            {
                return line.ToString(0, line.Length - 2);
            }
        }

        return null;
    }
}
