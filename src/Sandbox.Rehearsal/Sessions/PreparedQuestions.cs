using System.Globalization;
using Sandbox.Postgres.Wire;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>The questions that a session has prepared: each is parsed and planned once, however often it is asked.</summary>
/// <param name="prefix">What the names of the prepared statements begin with.</param>
internal sealed class PreparedQuestions(string prefix)
{
    /// <summary>invalid_sql_statement_name (errcodes.txt): what the server says of a prepared statement that it does not know.</summary>
    public const string Missing = "26000";

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count => _names.Count;

    /// <summary>The questions as they go to the server: by its name what is prepared, under a new name what is not yet; <see cref="Keep"/> once all of them are answered.</summary>
    /// <param name="questions">One statement each.</param>
    public IReadOnlyList<BatchStatement> Named(IReadOnlyList<BatchStatement> questions)
    {
        var added = new Dictionary<string, string>(StringComparer.Ordinal);
        return [.. questions.Select(Named)];

        BatchStatement Named(BatchStatement question)
        {
            if (_names.TryGetValue(question.Text, out var name) || added.TryGetValue(question.Text, out name))
            {
                return question with { Name = name, IsPrepared = true };
            }

            // Where the batch fails nobody knows how far the server came; the name is not used again.
            name = added[question.Text] = prefix + (++_count).ToString(CultureInfo.InvariantCulture);
            return question with { Name = name };
        }
    }

    /// <summary>Notes that the server has answered.</summary>
    /// <param name="named">What <see cref="Named"/> gave.</param>
    public void Keep(IReadOnlyList<BatchStatement> named)
    {
        foreach (var question in named)
        {
            _names[question.Text] = question.Name;
        }
    }

    /// <summary>A question as it may go where nothing may fail: by its name only if it is prepared already.</summary>
    /// <param name="question">The question.</param>
    public BatchStatement Known(BatchStatement question) =>
        _names.TryGetValue(question.Text, out var name) ? question with { Name = name, IsPrepared = true } : question;

    /// <summary>Forgets all of it: somebody may have taken it away.</summary>
    public void Forget() => _names.Clear();
}
