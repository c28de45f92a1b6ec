using System.Collections;
using System.Collections.Concurrent;

namespace Sandbox.Postgres.Tests.Servers;

/// <summary>Collects what a start reports, in order and at once.</summary>
internal sealed class Notices : IProgress<string>, IReadOnlyCollection<string>
{
    private readonly ConcurrentQueue<string> _lines = new();

    public int Count => _lines.Count;

    public void Report(string value) => _lines.Enqueue(value);

    public void Clear() => _lines.Clear();

    public IEnumerator<string> GetEnumerator() => _lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
