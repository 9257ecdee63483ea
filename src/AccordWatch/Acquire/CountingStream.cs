namespace AccordWatch.Acquire;

/// <summary>Counts what comes over the network, and stops at the limit.</summary>
internal sealed class CountingStream(Stream inner, int limit, Patience patience) : Stream
{
    private readonly byte[] _peeked = new byte[2];
    private int _peekedFrom;
    private int _peekedTo;

    public long Count { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>RFC 1950: method 8, and a header divisible by 31.</summary>
    public async Task<bool> StartsLikeZlibAsync(CancellationToken cancellationToken)
    {
        int read;
        while (_peekedTo < 2 && (read = await FromWireAsync(_peeked.AsMemory(_peekedTo), cancellationToken)) > 0)
        {
            _peekedTo += read;
        }

        return _peekedTo == 2 && (_peeked[0] & 0x0F) == 8 && ((_peeked[0] << 8) | _peeked[1]) % 31 == 0;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_peekedFrom == _peekedTo)
        {
            return await FromWireAsync(buffer, cancellationToken);
        }

        var length = Math.Min(buffer.Length, _peekedTo - _peekedFrom);
        _peeked.AsMemory(_peekedFrom, length).CopyTo(buffer);
        _peekedFrom += length;
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> FromWireAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        patience.Renew();
        Count += read;
        return Count <= limit ? read : throw new InvalidDataException($"more bytes were sent than the limit of {limit}");
    }
}
