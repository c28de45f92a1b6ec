using System.Reflection;
using NUnit.Framework;
using NUnit.Framework.Internal;
using Sandbox.Postgres.Connections;

namespace Sandbox.NUnit.States;

/// <summary>Finds the database that a test names.</summary>
internal static class DatabaseSource
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    /// <summary>Asks the test's class, then the environment.</summary>
    /// <param name="name">The name of a member or a variable.</param>
    /// <param name="test">The test.</param>
    /// <param name="fixture">The instance that it runs on.</param>
    /// <exception cref="AssertionException">There is no such thing, or it names no database.</exception>
    public static ConnectionTarget Find(string name, Test test, object? fixture)
    {
        var value = test.TypeInfo!.Type.GetMember(name, Any).Select(member => Value(member, fixture)).FirstOrDefault(static value => value is not null)
            ?? Environment.GetEnvironmentVariable(name);
        try
        {
            return value switch
            {
                ConnectionTarget target => target,
                string text when IsNpgsql(text) => ConnectionTargets.FromNpgsql(text, LibpqEnvironment.OfThisProcess()),
                string { Length: > 0 } text => ConnectionTargets.Parse(text, LibpqEnvironment.OfThisProcess()),
                _ => throw new SandboxException(
                    ExitCode.Usage, $"{test.TypeInfo.Type.Name} has no member {name} that names a database, and there is no environment variable {name}; give one of them a URI or a connection string"),
            };
        }
        catch (SandboxException error)
        {
            throw new AssertionException($"[StateUnchanged(\"{name}\")]: {error.Message}", error);
        }
    }

    private static object? Value(MemberInfo member, object? fixture) => member switch
    {
        PropertyInfo property => property.GetValue(fixture),
        FieldInfo field => field.GetValue(fixture),
        MethodInfo method when method.GetParameters().Length == 0 => method.Invoke(fixture, null),
        _ => null,
    };

    // libpq's conninfo knows no semicolons; Npgsql's form begins with a key word.
    private static bool IsNpgsql(string text) => text.Contains(';', StringComparison.Ordinal) && !text.Contains("://", StringComparison.Ordinal);
}
