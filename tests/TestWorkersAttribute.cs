using NUnit.Framework.Internal;

[assembly: Sandbox.Tests.TestWorkers]

namespace Sandbox.Tests;

/// <summary>How many tests run beside each other: two more than there are processors, for there are always some that only wait: for a timeout, for a server to start.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TestWorkersAttribute() : PropertyAttribute(PropertyNames.LevelOfParallelism, Environment.ProcessorCount + 2);
