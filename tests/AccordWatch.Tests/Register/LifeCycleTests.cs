using AccordWatch.Register;

namespace AccordWatch.Tests.Register;

public sealed class LifeCycleTests
{
    [Theory]
    [InlineData("negotiating", "planned", Move.Step)]
    [InlineData("planned", "signed", Move.Step)]
    [InlineData("signed", "in_force", Move.Step)]
    [InlineData("in_force", "extended", Move.Step)]
    [InlineData("amended", "extended", Move.Step)]
    [InlineData("suspended", "in_force", Move.Step)]
    [InlineData("in_force", "terminated", Move.Step)]
    public void An_accord_goes_forward_from_talks_to_its_end(string current, string reported, Move move)
        => Assert.Equal(move, LifeCycle.From(current, reported));

    [Theory]
    [InlineData("in_force", "planned")]
    [InlineData("in_force", "signed")]
    [InlineData("signed", "acceded")]
    [InlineData("terminated", "signed")]
    public void What_was_before_is_told_again_without_being_a_step(string current, string reported)
        => Assert.Equal(Move.None, LifeCycle.From(current, reported));

    [Theory]
    [InlineData("terminated", "in_force")]
    [InlineData("withdrawn", "extended")]
    [InlineData("planned", "amended")]
    public void A_step_that_cannot_follow_is_left_to_a_person(string current, string reported)
        => Assert.Equal(Move.Jump, LifeCycle.From(current, reported));
}
