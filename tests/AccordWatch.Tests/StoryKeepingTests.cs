using AccordWatch.Register;
using AccordWatch.Store;
using AccordWatch.Tests.Doubles;
using static AccordWatch.Tests.Stories.News;

namespace AccordWatch.Tests;

/// <summary>Stories in the database: ids that stay, decisions that outlive, restarts that change nothing.</summary>
public sealed class StoryKeepingTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly StoryDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Stories_go_on_after_a_restart_as_before()
    {
        await ToldAsync();
        _desk.Restart();

        var telling = (await _desk.TellAsync("Accord on the moon", SigningRetold, 5 * Hour, "post")).Telling;
        await _desk.TellAsync("Ferry runs aground off Murra", "A ferry ran aground on a sandbank off Murra late on Sunday. Captain Edda Falk said nobody was hurt.", 6 * Hour);

        Assert.Equal(1, telling.Story);
        Assert.Equal("1: 1 2 4 | 2: 3 | 3: 5", _desk.Map);
    }

    [Fact]
    public async Task A_merged_story_leads_on_and_takes_its_reports_with_it_after_a_restart_too()
    {
        await ToldAsync();

        await _desk.DecideAsync(_desk.Corrections.Merge([2, 1]));
        _desk.Restart();
        await _desk.TellAsync("Accord on the moon", SigningRetold, 5 * Hour, "post");

        Assert.Equal("2: 1 2 3 4", _desk.Map);
        Assert.Equal(2, _desk.Stories.Find(1)!.Id);
        Assert.Equal([1], _desk.Stories.LeadingTo(2));
        Assert.Equal([2], _desk.Stories.Newest(10).Select(story => story.Id));
    }

    [Fact]
    public async Task A_chain_of_merges_is_followed_to_its_end()
    {
        await ToldAsync();
        await _desk.TellAsync("Ferry runs aground off Murra", "A ferry ran aground on a sandbank off Murra late on Sunday. Captain Edda Falk said nobody was hurt.", 6 * Hour);

        await _desk.DecideAsync(_desk.Corrections.Merge([2, 1]));
        await _desk.DecideAsync(_desk.Corrections.Merge([3, 2]));

        Assert.Equal(3, _desk.Stories.Find(1)!.Id);
        Assert.Equal([1, 2], _desk.Stories.LeadingTo(3));
    }

    [Fact]
    public async Task A_new_story_never_gets_the_id_of_one_that_was_merged()
    {
        await ToldAsync();
        await _desk.DecideAsync(_desk.Corrections.Merge([1, 2]));
        _desk.Restart();

        Assert.Equal(3, (await _desk.TellAsync("Ferry runs aground off Murra", "A ferry ran aground on a sandbank off Murra late on Sunday. Captain Edda Falk said nobody was hurt.", 6 * Hour)).Telling.Story);
    }

    [Fact]
    public async Task What_was_split_stays_split_and_each_part_takes_what_fits_it()
    {
        await ToldAsync();

        await _desk.DecideAsync(_desk.Corrections.Split(1, [2]));
        _desk.Restart();
        await _desk.TellAsync("Two agencies, one moon", Signing, 5 * Hour, "post");
        await _desk.TellAsync("Accord on the moon", SigningRetold, 5 * Hour, "star");
        await _desk.RegroupAsync();

        Assert.Equal("1: 1 4 | 2: 3 | 3: 2 5", _desk.Map);
        Assert.Equal([(1L, 3L)], _desk.Stories.Parted());
    }

    [Fact]
    public async Task A_decision_taken_back_leaves_no_trace_in_the_stories()
    {
        await ToldAsync();
        var before = _desk.Map;

        var merge = await _desk.DecideAsync(_desk.Corrections.Merge([2, 1]));
        await _desk.DecideAsync(_desk.Corrections.Undo(merge));
        Assert.Equal((before, 1), (_desk.Map, _desk.Stories.Find(1)!.Id));

        var split = await _desk.DecideAsync(_desk.Corrections.Split(1, [2]));
        await _desk.DecideAsync(_desk.Corrections.Undo(split));
        Assert.Equal(before, _desk.Map);
        Assert.Empty(_desk.Stories.Parted());
        Assert.DoesNotContain(_desk.Stories.MembersOf(1), member => member.IsPinned);
        Assert.Equal(1, _desk.Stories.Find(3)!.Id);
    }

    [Fact]
    public async Task What_a_later_decision_builds_on_is_not_taken_back_before_it()
    {
        await ToldAsync();
        var first = await _desk.DecideAsync(_desk.Corrections.Split(1, [2]));
        var later = await _desk.DecideAsync(_desk.Corrections.Merge([2, 3]));

        var refused = Assert.Throws<CorrectionException>(() => _desk.Corrections.Undo(first));

        Assert.Contains($"stories undo {later}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grouping_anew_keeps_decisions_and_ids()
    {
        await ToldAsync();
        await _desk.TellAsync("Ferry runs aground off Murra", "A ferry ran aground on a sandbank off Murra late on Sunday. Captain Edda Falk said nobody was hurt.", 6 * Hour);
        Assert.Empty((await _desk.RegroupAsync()).Moves);

        // As other rules had grouped them.
        await _desk.Stories.MoveAsync([new StoryMove(3, 2, 1, "wrong"), new StoryMove(2, 1, 3, "wrong")], [], Monday, CancellationToken.None);
        Assert.Equal("1: 1 3 | 3: 2 4", _desk.Map);
        await _desk.RegroupAsync();

        Assert.Equal(3, _desk.Map.Split('|').Length);
        Assert.Contains("1: 1 2", _desk.Map, StringComparison.Ordinal);
        Assert.Contains("3: 4", _desk.Map, StringComparison.Ordinal);
        Assert.DoesNotContain("2: 3", _desk.Map, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_story_that_goes_as_a_whole_takes_its_older_articles_but_none_placed_by_hand()
    {
        await ToldAsync();
        var split = await _desk.DecideAsync(_desk.Corrections.Split(1, [2]));
        await _desk.DecideAsync(_desk.Corrections.Undo(split));
        await _desk.TellAsync("Accord on the moon", SigningRetold, 5 * Hour, "star");
        await _desk.DecideAsync(_desk.Corrections.Split(1, [4]));
        await _desk.DecideAsync(_desk.Corrections.Undo(3));
        using (var connection = _desk.Database.Read())
        {
            Assert.Equal(0L, connection.Value(null, "SELECT sum(pinned) FROM article"));
        }

        await _desk.Stories.MoveAsync([new StoryMove(4, 1, 2, "repair") { IsMerge = true }], [], Monday, CancellationToken.None);

        Assert.Equal("2: 1 2 3 4", _desk.Map);
        Assert.Equal(2, _desk.Stories.Find(1)!.Id);
        Assert.Equal("repair", _desk.Stories.MovesOf(1)[^1].Because);
    }

    [Fact]
    public async Task The_same_text_is_a_copy_however_long_ago_it_was_told()
    {
        await ToldAsync();

        var telling = (await _desk.TellAsync("From our archive: two agencies, one moon", $"HALMAR, 4 March (Reuters) - {Signing}", TimeSpan.FromDays(60), "almanac")).Telling;
        var wall = (await _desk.TellAsync("Something else altogether", Signing, TimeSpan.FromDays(120))).Telling;

        Assert.Equal((1, 1), (telling.Story, Assert.IsType<AccordWatch.Stories.Telling.Again>(telling).CopyOf));
        Assert.IsType<AccordWatch.Stories.Telling.First>(wall);
    }

    [Fact]
    public async Task Sources_that_tell_the_words_of_one_agency_are_one_independent_source()
    {
        await _desk.TellAsync("Norland and Vesperia sign lunar accord", $"HALMAR, 4 March (Reuters) - {Signing}");
        await _desk.TellAsync("Moon dust brings two agencies together", Signing, Hour, "courier");
        await _desk.TellAsync("Lunar accord sealed by Norland and Vesperia", $"HALMAR (Reuters) - {SigningRetold}", 2 * Hour, "herald");
        Assert.Equal((3, 1), _desk.Stories.Find(1) is var story ? (story!.Sources, story.Independent) : default);

        await _desk.TellAsync("A pact for the moon", "Norland and Vesperia have a pact for the moon, sealed by Ingrid Solheim and Tomas Beranek in Halmar before 140 guests. The Skarvik antenna becomes a joint one, and 85 million crowns are set aside until 2036 for the laboratory that studies moon dust.", 3 * Hour, "star");
        Assert.Equal((4, 2), _desk.Stories.Find(1) is var grown ? (grown!.Sources, grown.Independent) : default);
    }

    [Fact]
    public async Task The_agency_stands_for_its_copies_and_an_official_source_before_a_paper()
    {
        await _desk.TellAsync("Moon dust brings two agencies together", Signing);
        await _desk.TellAsync("Norland and Vesperia sign lunar accord", $"HALMAR, 4 March (Reuters) - {Signing}", Hour, "courier");
        Assert.Equal(2, _desk.Stories.CanonicalOf(1));
        Assert.Equal([(1, "first", false), (2, "copy", true)], _desk.Stories.MembersOf(1).Select(member => ((int)member.Id, member.Place, member.IsCanonical)));

        await _desk.TellAsync("Kestrel Orbit and Tamaria sign data accord", Otherwise, 2 * Hour);
        await _desk.TellAsync("Tamaria gets maps from orbit", Otherwise, 3 * Hour, "ministry", ["ministry"]);
        Assert.Equal(4, _desk.Stories.CanonicalOf(2));
    }

    [Fact]
    public async Task A_headline_alone_is_related_and_no_source_of_its_own()
    {
        await _desk.TellAsync("Norland and Vesperia sign lunar accord", Signing);

        var report = await _desk.TellAsync("Norland and Vesperia sign lunar accord", "Norland and Vesperia sign lunar accord…", Hour, "courier");
        var copy = await _desk.TellAsync("Moon dust", Signing, 2 * Hour, "herald");

        Assert.Equal((1, true), (report.Telling.Story, report.Article.IsRelated));
        Assert.Equal(["first", "related", "copy"], _desk.Stories.MembersOf(1).Select(member => member.Place));
        Assert.Equal(1, ((AccordWatch.Stories.Telling.Again)copy.Telling).CopyOf);
        Assert.Equal((3, 1), _desk.Stories.Find(1) is var story ? (story!.Sources, story.Independent) : default);
    }

    [Fact]
    public async Task A_text_that_comes_later_is_told_like_a_new_one()
    {
        await ToldAsync();
        await _desk.TellAsync("Two agencies, one moon", "", 3 * Hour, "post");
        Assert.Equal("1: 1 2 | 2: 3 | 3: 4", _desk.Map);

        await _desk.ShowAsync(4, "Two agencies, one moon", $"HALMAR, 4 March (Reuters) - {Signing}", 4 * Hour, "post");

        Assert.Equal("1: 1 2 4 | 2: 3", _desk.Map);
        Assert.Equal(1, _desk.Stories.Find(3)!.Id);
        Assert.Equal(("copy", "Reuters"), _desk.Stories.MembersOf(1)[^1] is var member ? (member.Place, member.Wire) : default);
        Assert.StartsWith("its text came: copy", _desk.Stories.MovesOf(4).Single().Because, StringComparison.Ordinal);
        Assert.NotNull(_desk.Articles.FindingOn(4));
        Assert.Empty(_desk.Articles.Unread());

        _desk.Restart();
        Assert.Equal(1, (await _desk.TellAsync("A pact", Signing[..400], 5 * Hour, "star")).Telling.Story);
    }

    [Fact]
    public async Task A_text_that_fits_no_story_leaves_its_article_the_one_that_it_has()
    {
        await ToldAsync();
        await _desk.TellAsync("Ferry aground", "", 3 * Hour, "post");

        await _desk.ShowAsync(4, "Ferry aground", "A ferry ran aground on a sandbank off Murra late on Sunday. Captain Edda Falk said nobody was hurt. Tugs pulled the Aurelia free.", 4 * Hour, "post");

        Assert.Equal("1: 1 2 | 2: 3 | 3: 4", _desk.Map);
        Assert.False(_desk.Articles.Find(4)!.IsRelated);
    }

    [Fact]
    public async Task An_edit_of_style_is_silent_and_other_numbers_or_a_correction_are_told()
    {
        const string Title = "Norland and Vesperia sign lunar accord";
        await _desk.TellAsync(Title, Signing);

        Assert.Null(await _desk.ShowAsync(1, Title, Signing.Replace("ending two years", "after two years", StringComparison.Ordinal), Hour));
        Assert.Empty(_desk.Articles.RevisionsOf(1));

        await _desk.ShowAsync(1, $"CORRECTED - {Title}", Signing.Replace("140", "150", StringComparison.Ordinal), 2 * Hour);
        Assert.Equal(["numbers: 140 -> 150", "marked CORRECTED"], _desk.Articles.RevisionsOf(1).Single().Changes);
        Assert.Equal(Signing, _desk.Articles.Find(1)!.Text);
        Assert.Equal("1: 1", _desk.Map);
    }

    [Fact]
    public async Task What_changes_all_the_time_or_long_after_is_read_again_no_more()
    {
        var sources = new SourceTable(_desk.Database);
        await _desk.TellAsync("Norland and Vesperia sign lunar accord", Signing);
        for (var at = 1; at <= 8; at++)
        {
            await _desk.ShowAsync(1, "Norland and Vesperia sign lunar accord", $"{Signing} Read {at} times.", at * Hour);
        }

        Assert.InRange(_desk.Articles.RevisionsOf(1).Count, 4, 5);
        await _desk.TellAsync("Kestrel Orbit and Tamaria sign data accord", Otherwise, 9 * Hour);
        await _desk.ShowAsync(2, "Kestrel Orbit and Tamaria sign data accord", $"{Otherwise} Updated in 2031.", TimeSpan.FromDays(9));
        Assert.Empty(_desk.Articles.RevisionsOf(2));
        Assert.Empty(sources.Waiting("gazette"));
    }

    [Fact]
    public async Task A_second_look_corrects_stories_and_the_correction_outlives_a_restart()
    {
        await ToldAsync();
        await _desk.Stories.MoveAsync([new StoryMove(2, 1, 9, "a mistake")], [], Monday, CancellationToken.None);
        _desk.Restart();
        Assert.Equal("1: 1 | 2: 3 | 9: 2", _desk.Map);

        await _desk.TellAsync("Pens and moon dust in Halmar", """
            Guests in Halmar saw Ingrid Solheim of Norland and Tomas Beranek of Vesperia exchange pens after they signed the lunar agreement. Solheim called the antenna at Skarvik the
            heart of the pact; Beranek spoke of the lander that will carry Lykta, the spectrometer, in 2032. The laboratory for moon dust gets 85 million crowns until 2036.
            """, 4 * Hour, "post");
        await _desk.TellAsync("Ferry to Murra stops for the winter", "The ferry between Lindport and Murra rests until April, its owner said.", 30 * Hour, "herald");

        await _desk.TellAsync("Lunar accord sealed", SigningRetold, 31 * Hour, "tribune");

        Assert.Equal("1: 1 2 4 6 | 2: 3 | 10: 5", _desk.Map);
        _desk.Restart();
        await _desk.TellAsync("Accord on moon dust", SigningRetold, 32 * Hour, "herald");
        Assert.Equal("1: 1 2 4 6 7 | 2: 3 | 10: 5", _desk.Map);
    }

    // Story 1 with two wordings, story 2 with one.
    private async Task ToldAsync()
    {
        await _desk.TellAsync("Norland and Vesperia sign lunar accord", Signing);
        await _desk.TellAsync("Lunar accord sealed by Norland and Vesperia", SigningRetold, Hour, "courier");
        await _desk.TellAsync("Kestrel Orbit and Tamaria sign data accord", Otherwise, 2 * Hour, "herald");
        Assert.Equal("1: 1 2 | 2: 3", _desk.Map);
    }
}
