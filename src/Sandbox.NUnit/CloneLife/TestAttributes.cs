using NUnit.Framework.Interfaces;

namespace Sandbox.NUnit.CloneLife;

/// <summary>Finds what is said of a test.</summary>
internal static class TestAttributes
{
    /// <summary>The nearest attribute: the method's, its class's, its assembly's; null where there is none.</summary>
    /// <param name="test">The test.</param>
    public static T? Find<T>(ITest test)
        where T : Attribute =>
        test.Method?.GetCustomAttributes<T>(inherit: true).FirstOrDefault()
        ?? test.TypeInfo?.GetCustomAttributes<T>(inherit: true).FirstOrDefault()
        ?? (T?)test.TypeInfo?.Assembly.GetCustomAttributes(typeof(T), inherit: false).FirstOrDefault();
}
