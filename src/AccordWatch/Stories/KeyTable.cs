namespace AccordWatch.Stories;

/// <summary>Values by keys that are hashes already, beside each other in one array, which can be read ahead for many keys at a time.</summary>
internal sealed class KeyTable<T>
    where T : unmanaged
{
    private (ulong Key, T Value)[] _slots = new (ulong, T)[1 << 10];

    public int Count { get; private set; }

    /// <summary>Whether there is a value for the key; it is at <paramref name="value"/> then.</summary>
    /// <param name="key">Not 0.</param>
    /// <param name="value">The default when there is none.</param>
    public bool TryGet(ulong key, out T value)
    {
        ref var slot = ref _slots[PlaceOf(key)];
        value = slot.Value;
        return slot.Key == key;
    }

    /// <summary>The value of a key, the default when there was none. Valid until another key is added or removed.</summary>
    /// <param name="key">Not 0.</param>
    /// <param name="known">Whether there was one.</param>
    public ref T GetOrAdd(ulong key, out bool known)
    {
        var place = PlaceOf(key);
        known = _slots[place].Key == key;
        if (!known)
        {
            if (Count * 2 >= _slots.Length)
            {
                Grow();
                place = PlaceOf(key);
            }

            Count++;
            _slots[place].Key = key;
        }

        return ref _slots[place].Value;
    }

    /// <param name="key">One that there is.</param>
    public void Remove(ulong key)
    {
        var mask = _slots.Length - 1;
        var free = PlaceOf(key);
        for (var place = (free + 1) & mask; _slots[place].Key != 0; place = (place + 1) & mask)
        {
            // One that stands behind the free place as seen from where it belongs moves into it, so that it is found.
            if (((place - Home(_slots[place].Key)) & mask) >= ((place - free) & mask))
            {
                _slots[free] = _slots[place];
                free = place;
            }
        }

        _slots[free] = default;
        Count--;
    }

    /// <summary>Reads ahead where keys are.</summary>
    public void Fetch(ReadOnlySpan<ulong> keys)
    {
        var slots = _slots;
        foreach (var key in keys)
        {
            ReadAhead.Of(ref slots[(int)key & (slots.Length - 1)]);
        }
    }

    private int Home(ulong key) => (int)key & (_slots.Length - 1);

    private int PlaceOf(ulong key)
    {
        var place = Home(key);
        while (_slots[place].Key != key && _slots[place].Key != 0)
        {
            place = (place + 1) & (_slots.Length - 1);
        }

        return place;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new (ulong, T)[old.Length * 2];
        foreach (var slot in old)
        {
            if (slot.Key != 0)
            {
                _slots[PlaceOf(slot.Key)] = slot;
            }
        }
    }
}
