using AccordWatch.Stories;

namespace AccordWatch.Tests.Stories;

public sealed class BagMakerTests
{
    [Fact]
    public void The_heaviest_are_kept_in_the_order_of_reading_and_of_equals_the_last()
    {
        var maker = new BagMaker();
        foreach (var (id, weight) in ((int, float)[])[(1, 2), (2, 1), (3, 5), (4, 1), (5, 1), (3, 1), (6, 0.5f)])
        {
            maker.Add(id, weight);
        }

        Assert.Equal([new(1, 2), new(3, 6), new(4, 1), new(5, 1)], maker.Make(4).Terms.ToArray());
    }

    [Fact]
    public void A_bag_that_is_made_leaves_nothing_to_the_next()
    {
        var maker = new BagMaker();
        for (var id = 1; id <= 5000; id++)
        {
            maker.Add(id, id);
        }

        Assert.Equal(3, maker.Make(3).Count);
        maker.Add(5000, 1);

        Assert.Equal([new Term(5000, 1)], maker.Make().Terms.ToArray());
    }
}
