using System.Runtime.InteropServices;
using Bansuri.Host.Output;

namespace Bansuri.Host.Tests.Output;

public sealed class OutputRingTests
{
    private readonly OutputRing _ring = new();
    private readonly List<byte> _all = [];

    [Fact]
    public void What_is_read_is_what_was_appended_whatever_the_sizes()
    {
        var dice = new Random(11);
        var streams = new[] { Stream(OutputKind.Stdout), Stream(OutputKind.Stderr) };
        var pieces = new List<OutputPiece>();
        var read = 0L;
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[dice.Next(1, dice.Next(9) == 0 ? 60_000 : 90)];
            dice.NextBytes(bytes);
            _ring.Append(new OutputMark(0, i / 3 * TimeSpan.TicksPerMillisecond, streams[dice.Next(2)], OutputMarkKind.LineStart), bytes);
            _all.AddRange(bytes);
            while (_ring.IsFull || (dice.Next(3) == 0 && read < _ring.End))
            {
                pieces.Clear();
                var next = _ring.Read(read, dice.Next(1, 70_000), pieces);
                AssertSame(read, next, pieces);
                read = next;
                _ring.MarkWritten(read);
            }
        }

        Assert.InRange(_ring.End - _ring.Start, OutputRing.Capacity / 2, OutputRing.Capacity);
        pieces.Clear();
        _ = _ring.Read(_ring.Start, int.MaxValue, pieces);
        AssertSame(_ring.Start, _ring.End, pieces);
    }

    [Fact]
    public void Unwritten_bytes_never_give_way_even_to_a_caller_who_goes_on_when_it_is_full()
    {
        var stream = Stream(OutputKind.Stdout);
        for (var i = 0; i < 50; i++)
        {
            _ring.Append(new OutputMark(0, i, stream, OutputMarkKind.LineStart), new byte[20_000]);
        }

        Assert.True(_ring.IsFull);
        Assert.Equal(0, _ring.Start);
        Assert.Equal(1_000_000, _ring.Pending);
    }

    [Fact]
    public void A_task_that_writes_a_byte_at_a_time_fills_its_marks_before_its_bytes()
    {
        var stream = Stream(OutputKind.Stdout);
        var count = 0;
        while (!_ring.IsFull)
        {
            _ring.Append(new OutputMark(0, count++ * TimeSpan.TicksPerMillisecond, stream, OutputMarkKind.WithinLine), [1]);
        }

        Assert.InRange(count, 1000, 10_000);
    }

    private void AssertSame(long from, long to, List<OutputPiece> pieces)
    {
        var expected = CollectionsMarshal.AsSpan(_all)[(int)from..(int)to];
        Assert.Equal(expected.Length, pieces.Sum(piece => piece.Bytes.Length));
        foreach (var piece in pieces)
        {
            Assert.True(expected[..piece.Bytes.Length].SequenceEqual(piece.Bytes.Span));
            expected = expected[piece.Bytes.Length..];
        }
    }

    private static OutputStream Stream(OutputKind kind) =>
        new(new OutputBuffer(TimeProvider.System, () => { }), new OutputOrigin(kind, 1, "r"), new OutputRoute(null, isShown: false));
}
