namespace AccordWatch.Stories;

/// <summary>The few with the highest scores, highest first; of equals the one that was offered first.</summary>
internal sealed class Top(int most)
{
    private readonly int[] _items = new int[most];
    private readonly float[] _scores = new float[most];
    private int _count;

    public ReadOnlySpan<int> Items => _items.AsSpan(0, _count);

    public ReadOnlySpan<float> Scores => _scores.AsSpan(0, _count);

    public void Clear() => _count = 0;

    public bool Takes(float score) => _count < _items.Length || score > _scores[^1];

    public void Offer(int item, float score)
    {
        if (!Takes(score))
        {
            return;
        }

        var at = _count < _items.Length ? _count++ : _count - 1;
        for (; at > 0 && _scores[at - 1] < score; at--)
        {
            (_items[at], _scores[at]) = (_items[at - 1], _scores[at - 1]);
        }

        (_items[at], _scores[at]) = (item, score);
    }
}
