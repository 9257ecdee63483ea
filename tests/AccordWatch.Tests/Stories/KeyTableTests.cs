using AccordWatch.Stories;

namespace AccordWatch.Tests.Stories;

public sealed class KeyTableTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 64)]
    [InlineData(3, 100_000)]
    public void Values_are_found_as_in_a_dictionary_whatever_was_removed(int seed, int step)
    {
        var random = new Random(seed);
        var (table, expected) = (new KeyTable<int>(), new Dictionary<ulong, int>());
        for (var at = 0; at < 20_000; at++)
        {
            // Few places for many keys, so that they stand in each other's way.
            var key = 1 + ((ulong)random.Next(3000) * (ulong)step);
            if (random.Next(5) < 2 && expected.Remove(key))
            {
                table.Remove(key);
            }
            else
            {
                ref var value = ref table.GetOrAdd(key, out var known);
                Assert.Equal(expected.TryGetValue(key, out var before), known);
                Assert.Equal(before, value);
                value = expected[key] = at;
            }
        }

        Assert.Equal(expected.Count, table.Count);
        Assert.All(Enumerable.Range(0, 3000).Select(number => 1 + ((ulong)number * (ulong)step)), key =>
        {
            Assert.Equal(expected.TryGetValue(key, out var known), table.TryGet(key, out var value));
            Assert.Equal(known, value);
        });
    }
}
