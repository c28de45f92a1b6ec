using System.Collections.Concurrent;
using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal.Sessions;
using Sandbox.Rehearsal.Tests.Differential;

namespace Sandbox.Rehearsal.Tests.Escapes;

/// <summary>
/// Each layer of defence holds something by itself: an attempt escapes with all of them off, and does not with one alone. <c>escapes-layers.tsv</c> says which; with
/// <c>SANDBOX_ACCEPT=layers</c> every attempt is played against every layer, and the file is written anew.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class LayerTests
{
    /// <summary>Longer than what a statement may take where that layer is on.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private static readonly bool s_writes = Environment.GetEnvironmentVariable("SANDBOX_ACCEPT") is "layers";
    private static readonly ConcurrentBag<LayerRow> s_played = [];
    private static readonly IReadOnlyDictionary<string, LayerRow> s_rows = LayerRow.Read().ToDictionary(static row => row.Attempt, StringComparer.Ordinal);

    private static IEnumerable<EscapeAttempt> Attempts => s_writes ? EscapeCorpus.All : CasesToPlay.OfLong(EscapeCorpus.All);

    [OneTimeTearDown]
    public void Write()
    {
        if (s_writes)
        {
            // A run of some of them leaves the others as they are.
            LayerRow.Write(s_rows.Values.Concat(s_played).GroupBy(static row => row.Attempt).Select(static rows => rows.Last()).OrderBy(static row => row.Attempt, StringComparer.Ordinal));
        }
    }

    [TestCaseSource(nameof(Attempts))]
    public async Task An_attempt_fails_on_each_layer_that_holds_it_alone(EscapeAttempt attempt)
    {
        if (await MissingAsync(attempt) is { } missing)
        {
            s_played.Add(new LayerRow(attempt.Name, LayerRow.NotApplicable, [], Defences.None));
            Assert.Ignore($"not applicable: {missing}");
            return;
        }

        if (s_writes)
        {
            s_played.Add(await FindAsync(attempt));
            return;
        }

        var row = s_rows[attempt.Name];
        (await PlayAsync(attempt, Defences.None)).ShouldBe(row.Open, "with all layers off");
        foreach (var layers in row.Together == Defences.None ? row.Alone : [row.Together])
        {
            (await PlayAsync(attempt, layers)).ShouldBeOneOf([LayerRow.Contained, LayerRow.NotApplicable], $"with {layers} alone");
        }
    }

    [Test]
    public void Every_attempt_that_escapes_is_held_by_a_layer_or_by_some_together_or_named_by_the_proof()
    {
        s_rows.Keys.ShouldBe(EscapeCorpus.All.Select(static attempt => attempt.Name), ignoreOrder: true);

        var expected = EscapeCorpus.All.ToDictionary(static attempt => attempt.Name, StringComparer.Ordinal);
        s_rows.Values.Where(static row => row is { IsEscape: true, Alone: [], Together: Defences.None })
            .Where(row => expected[row.Attempt].Expected != Reaction.ReportedResidue && !expected[row.Attempt].Accepted.Contains(Reaction.ReportedResidue)).ShouldBeEmpty();
    }

    [Test]
    public void Every_layer_holds_something_alone() =>
        LayerRow.Layers.Except(s_rows.Values.Where(static row => row.IsEscape).SelectMany(static row => row.Alone)).ShouldBeEmpty();

    private static async Task<LayerRow> FindAsync(EscapeAttempt attempt)
    {
        var row = new LayerRow(attempt.Name, await PlayAsync(attempt, Defences.None), [], Defences.None);
        if (!row.IsEscape)
        {
            return row;
        }

        var alone = new List<Defences>();
        foreach (var layer in LayerRow.Layers)
        {
            if (await PlayAsync(attempt, layer) is LayerRow.Contained)
            {
                alone.Add(layer);
            }
        }

        return row with { Alone = alone, Together = alone is [] ? await TogetherAsync(attempt) : Defences.None };
    }

    /// <summary>The first two layers that hold it together; all of them where it takes more, none where it is not prevented.</summary>
    private static async Task<Defences> TogetherAsync(EscapeAttempt attempt)
    {
        if (await PlayAsync(attempt, Defences.All) is not LayerRow.Contained)
        {
            return Defences.None;
        }

        foreach (var (one, other) in LayerRow.Layers.SelectMany(static (one, place) => LayerRow.Layers.Skip(place + 1).Select(other => (one, other))))
        {
            if (await PlayAsync(attempt, one | other) is LayerRow.Contained)
            {
                return one | other;
            }
        }

        return Defences.All;
    }

    private static Task<string?> MissingAsync(EscapeAttempt attempt) => attempt.Needs is [] ? Task.FromResult<string?>(null)
        : EscapeServers.UseAsync(ServerChoice.Default, server => server.MissingAsync(attempt.Needs, TestContext.CurrentContext.CancellationToken));

    /// <summary>What comes of an attempt, in the words of the rows.</summary>
    private static async Task<string> PlayAsync(EscapeAttempt attempt, Defences defences)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var isConfined = defences.HasFlag(Defences.Confinement);
        var outcome = await EscapeServers.UseAsync(ServerChoice.Default, isConfined, async server =>
            isConfined && !server.IsConfined ? null : await server.RehearseAsync(attempt, attempt.NeedsSuperuser, defences, s_limit, cancellationToken));
        return outcome is null ? LayerRow.NotApplicable
            : outcome.IsChanged ? LayerRow.Escapes : outcome.Report is null || outcome.Sessions.Count > 0 ? LayerRow.Hangs : LayerRow.Contained;
    }
}
