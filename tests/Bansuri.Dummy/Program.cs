using System.Globalization;
using System.Runtime.InteropServices;

// A child that misbehaves on order: `Bansuri.Dummy ORDER [NUMBER]...`, orders carried out from left to right.
// What a shell says more clearly (own sessions, double forks, stopped processes) the tests write as scripts.
using var output = Console.OpenStandardOutput();
var kept = new List<object>();
var index = 0;
for (; index < args.Length; index++)
{
    switch (args[index])
    {
        case "ignore-term":
            kept.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true));
            break;
        case "slow-term":
            var slowness = Number();
            kept.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
            {
                context.Cancel = true;
                Thread.Sleep(slowness);
                Environment.Exit(0);
            }));
            break;
        case "say":
            output.Write("ready\n"u8);
            break;
        case "half-a-line":
            output.Write("no end"u8);
            break;
        case "flood":
            Flood(Number());
            break;
        case "allocate":
            var bytes = new byte[Number()];
            bytes.AsSpan().Fill(1);
            kept.Add(bytes);
            break;
        case "burn":
            for (var end = Environment.TickCount64 + Number(); Environment.TickCount64 < end;)
                Thread.SpinWait(1000);
            break;
        case "crash":
            Environment.FailFast("as ordered");
            break;
        case "exit":
            return Number();
        case "wait":
            Thread.Sleep(Timeout.Infinite);
            break;
        default:
            Console.Error.WriteLine($"unknown order '{args[index]}'");
            return 2;
    }
}

GC.KeepAlive(kept);
return 0;

int Number() => int.Parse(args[++index], CultureInfo.InvariantCulture);

void Flood(int megabytes)
{
    var line = new byte[100];
    line.AsSpan().Fill((byte)'x');
    line[^1] = (byte)'\n';
    var block = Enumerable.Repeat(line, 10_000).SelectMany(each => each).ToArray();
    for (var written = 0; written < megabytes; written++)
        output.Write(block);
}
