namespace AccordWatch.Acquire;

/// <summary>One page with its redirects.</summary>
internal sealed class Journey(Uri asked, TimeSpan left)
{
    private readonly Uri _asked = asked;
    private bool _forGood = true;

    public Uri At { get; private set; } = asked;

    public Uri? MovedTo { get; private set; }

    public TimeSpan Left { get; private set; } = left;

    public int Hops { get; set; }

    public HashSet<string> Hosts { get; } = new(StringComparer.OrdinalIgnoreCase);

    public void Go(Uri target, bool forGood)
    {
        At = target;
        _forGood &= forGood;
        MovedTo = _forGood ? target : MovedTo;
    }

    public void Spend(TimeSpan time) => Left = Left > time ? Left - time : TimeSpan.Zero;

    public Fetched.Refused Refused(string because, int? status = null, TimeSpan? retryAfter = null)
        => new($"{Fetcher.Shown(_asked)}: {(At == _asked ? "" : $"redirected to {Fetcher.Shown(At)}: ")}{because}", status, retryAfter);
}
