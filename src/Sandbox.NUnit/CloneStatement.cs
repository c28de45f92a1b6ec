using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;
using Sandbox.NUnit.Outcomes;
using Sandbox.Postgres;

namespace Sandbox.NUnit;

/// <summary>
/// A statement on the clone, and what should come of it. Values are compared as the server writes them (<c>t</c> and <c>f</c>, <c>1.50</c>, <c>2026-06-02</c>); those that a test gives are written as text first.
/// </summary>
public sealed class CloneStatement
{
    private readonly string _text;
    private readonly Func<CancellationToken, Task<Reply>> _run;
    private readonly Func<string, CancellationToken, Task<Reply>> _runOther;

    internal CloneStatement(string text, Func<CancellationToken, Task<Reply>> run, Func<string, CancellationToken, Task<Reply>> runOther)
    {
        _text = text;
        _run = run;
        _runOther = runOther;
    }

    /// <summary>Fails unless it returns these rows.</summary>
    /// <param name="rows">The rows, each with its values.</param>
    /// <param name="comparison">How they are compared.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <exception cref="AssertionException">It returns others, or fails.</exception>
    public async Task ShouldReturnAsync(object?[][] rows, RowsAs comparison = RowsAs.List, CancellationToken cancellationToken = default) =>
        Compare(RowTexts.Of(rows), await RowsAsync(cancellationToken), comparison, isWanted: true);

    /// <summary>Fails unless it returns what another query returns.</summary>
    /// <param name="query">The other query.</param>
    /// <param name="comparison">How the rows are compared.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <exception cref="AssertionException">It returns other rows, or one of the two fails.</exception>
    public async Task ShouldReturnAsync(string query, RowsAs comparison = RowsAs.List, CancellationToken cancellationToken = default) =>
        Compare(await RowsAsync(query, cancellationToken), await RowsAsync(cancellationToken), comparison, isWanted: true);

    /// <summary>Fails if it returns these rows.</summary>
    /// <inheritdoc cref="ShouldReturnAsync(object?[][], RowsAs, CancellationToken)"/>
    public async Task ShouldNotReturnAsync(object?[][] rows, RowsAs comparison = RowsAs.List, CancellationToken cancellationToken = default) =>
        Compare(RowTexts.Of(rows), await RowsAsync(cancellationToken), comparison, isWanted: false);

    /// <summary>Fails if it returns what another query returns.</summary>
    /// <inheritdoc cref="ShouldReturnAsync(string, RowsAs, CancellationToken)"/>
    public async Task ShouldNotReturnAsync(string query, RowsAs comparison = RowsAs.List, CancellationToken cancellationToken = default) =>
        Compare(await RowsAsync(query, cancellationToken), await RowsAsync(cancellationToken), comparison, isWanted: false);

    /// <summary>Fails unless these rows are among those that it returns: each as often, or as a set at least once.</summary>
    /// <inheritdoc cref="ShouldReturnAsync(object?[][], RowsAs, CancellationToken)"/>
    public async Task ShouldContainAsync(object?[][] rows, RowsAs comparison = RowsAs.Set, CancellationToken cancellationToken = default)
    {
        var actual = await RowsAsync(cancellationToken);
        var missing = RowTexts.Missing(RowTexts.As(RowTexts.Of(rows), comparison), RowTexts.As(actual, comparison));
        Check(missing.Count == 0, "should return among others", RowTexts.Of(rows), actual);
    }

    /// <summary>Fails if one of these rows is among those that it returns.</summary>
    /// <param name="rows">The rows, each with its values.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <exception cref="AssertionException">One is, or the statement fails.</exception>
    public async Task ShouldNotContainAsync(object?[][] rows, CancellationToken cancellationToken = default)
    {
        var actual = await RowsAsync(cancellationToken);
        Check(!RowTexts.Of(rows).Intersect(actual, StringComparer.Ordinal).Any(), "should return none of", RowTexts.Of(rows), actual);
    }

    /// <summary>Fails if it returns a row.</summary>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <exception cref="AssertionException">It returns one, or fails.</exception>
    public Task ShouldBeEmptyAsync(CancellationToken cancellationToken = default) => ShouldReturnAsync([], RowsAs.List, cancellationToken);

    /// <summary>Fails if it returns no row.</summary>
    /// <inheritdoc cref="ShouldBeEmptyAsync"/>
    public Task ShouldNotBeEmptyAsync(CancellationToken cancellationToken = default) => ShouldNotReturnAsync([], RowsAs.List, cancellationToken);

    /// <summary>Fails unless it runs without an error.</summary>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="AssertionException">It fails.</exception>
    public async Task<Reply> ShouldSucceedAsync(CancellationToken cancellationToken = default)
    {
        var reply = await _run(cancellationToken);
        return reply.Error is null ? reply : throw new AssertionException($"{Where}\nshould succeed, but failed:\n  {Words(reply.Error)}");
    }

    /// <summary>Fails unless it fails in this way. Outside of a transaction of the test's own it undoes nothing but itself.</summary>
    /// <param name="sqlState">The SQLSTATE, for example <c>23505</c>; null for any.</param>
    /// <param name="message">The words of the server, in which <c>*</c> stands for any; null for any.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <returns>The error, for what else the test wants to know of it.</returns>
    /// <exception cref="AssertionException">It fails in another way, or not.</exception>
    public async Task<ServerMessage> ShouldFailAsync(string? sqlState = null, string? message = null, CancellationToken cancellationToken = default)
    {
        var reply = await _run(cancellationToken);
        var expected = $"{Where}\nshould fail with\n  {sqlState ?? "any SQLSTATE"}: {VisibleText.Escape(message ?? "any message")}";
        return reply.Error is not { } error ? throw new AssertionException($"{expected}\nbut succeeded: {reply.Tag}")
            : (sqlState is null || string.Equals(sqlState, error.SqlState, StringComparison.Ordinal)) && (message is null || RowTexts.IsLike(error.Text, message)) ? error
            : throw new AssertionException($"{expected}\nbut failed with\n  {Words(error)}");
    }

    /// <summary>Fails if it takes longer.</summary>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <exception cref="AssertionException">It does, or fails.</exception>
    public async Task ShouldTakeAtMostAsync(TimeSpan limit, CancellationToken cancellationToken = default)
    {
        var elapsed = await TimeAsync(cancellationToken);
        if (elapsed > limit)
        {
            throw new AssertionException(string.Create(CultureInfo.InvariantCulture, $"{Where}\nshould take at most\n  {limit.TotalMilliseconds:0.#} ms\nbut took\n  {elapsed.TotalMilliseconds:0.#} ms"));
        }
    }

    /// <summary>Fails unless it takes about so long on average; the slowest and the fastest tenth are left out.</summary>
    /// <param name="average">How long.</param>
    /// <param name="within">How much more or less it may be.</param>
    /// <param name="times">How often it runs.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <exception cref="AssertionException">It takes more or less, or fails.</exception>
    public async Task ShouldTakeAboutAsync(TimeSpan average, TimeSpan within, int times = 10, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        var taken = new List<TimeSpan>();
        for (var i = 0; i < times; i++)
        {
            taken.Add(await TimeAsync(cancellationToken));
        }

        var actual = taken.Order().Skip(times / 10).Take(times - (2 * (times / 10))).Average(static elapsed => elapsed.TotalMilliseconds);
        if (Math.Abs(actual - average.TotalMilliseconds) > within.TotalMilliseconds)
        {
            throw new AssertionException(string.Create(
                CultureInfo.InvariantCulture, $"{Where}\nshould take on average\n  {average.TotalMilliseconds:0.#} ms, {within.TotalMilliseconds:0.#} ms more or less\nbut took\n  {actual:0.#} ms"));
        }
    }

    private string Where => VisibleText.Escape(_text.Trim());

    private async Task<TimeSpan> TimeAsync(CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        await ShouldSucceedAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(begun);
    }

    private async Task<IReadOnlyList<string>> RowsAsync(CancellationToken cancellationToken) => RowTexts.Of((await ShouldSucceedAsync(cancellationToken)).Rows);

    private async Task<IReadOnlyList<string>> RowsAsync(string query, CancellationToken cancellationToken) =>
        RowTexts.Of((await new CloneStatement(query, token => _runOther(query, token), _runOther).ShouldSucceedAsync(cancellationToken)).Rows);

    private void Compare(IReadOnlyList<string> expected, IReadOnlyList<string> actual, RowsAs comparison, bool isWanted) =>
        Check(RowTexts.As(expected, comparison).SequenceEqual(RowTexts.As(actual, comparison), StringComparer.Ordinal) == isWanted, $"{(isWanted ? "should" : "should not")} return as a {comparison.ToString().ToLowerInvariant()}", expected, actual);

    private void Check(bool holds, string should, IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        if (!holds)
        {
            throw new AssertionException($"{Where}\n{should}{RowTexts.Shown(expected)}\nbut returned{RowTexts.Shown(actual)}");
        }
    }

    private static string Words(ServerMessage error) => VisibleText.Escape($"{error.SqlState}: {error.Text}");
}
