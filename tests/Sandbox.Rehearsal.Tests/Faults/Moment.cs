namespace Sandbox.Rehearsal.Tests.Faults;

/// <summary>The moments of a rehearsal at which a fault may strike, by what the harness then sends.</summary>
internal static class Moment
{
    /// <summary>A script that comes by all of them.</summary>
    public const string Script = """
        INSERT INTO kept VALUES (1001, 'left behind?');
        CREATE TABLE left_behind (n int);
        COPY left_behind FROM STDIN;
        424242
        \.
        UPDATE kept SET note = 'changed';
        SELECT 'between';
        BEGIN;
        DELETE FROM kept WHERE n < 50;
        COMMIT;
        SELECT 'last';

        """;

    /// <summary>Before the harness knows what to put back: nothing has run, and there is nothing to prove.</summary>
    public static IReadOnlyList<string> BeforeTheScript { get; } = ["pg_control_system", "pg_replication_slots", "BEGIN ISOLATION", "CREATE TEMPORARY TABLE sandbox_sa", "conname = $1"];

    /// <summary>While the script runs, from the first question behind the seal to the last one.</summary>
    public static IReadOnlyList<string> InTheScript { get; } =
        ["SAVEPOINT sandbox_h_", "INSERT INTO kept VALUES", "COPY left_behind", "424242", "UPDATE kept", "SELECT 'between'", "DELETE FROM kept", "SELECT 'last'"];

    /// <summary>Once the script is over: the rollback, and the proof.</summary>
    public static IReadOnlyList<string> InTheProof { get; } = ["ROLLBACK\0", "pg_current_xact_id()\0", "WITH bounds"];
}
