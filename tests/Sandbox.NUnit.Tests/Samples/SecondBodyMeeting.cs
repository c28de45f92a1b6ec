namespace Sandbox.NUnit.Samples;

public sealed class SecondBodyMeeting : BodyMeetingTest;
