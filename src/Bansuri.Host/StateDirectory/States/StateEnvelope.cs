using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Bansuri.Host.StateDirectory.States;

/// <summary>
/// The bytes of <c>state.json</c>: <c>{"version": 1, "state": {...}, "sha256": "..."}</c>. The sum is over the text of the state as it
/// stands in the file, so that no edit and no broken disk passes for the truth.
/// </summary>
internal static class StateEnvelope
{
    private const int Version = 1;

    /// <summary>Writes the whole file into a buffer that is used again: with a thousand tasks it is half a megabyte, a few times a second.</summary>
    public static ReadOnlySpan<byte> Write(HostState state, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WritePropertyName("state");
        json.Flush();
        var before = buffer.WrittenCount;
        StateJson.Write(json, state);
        json.Flush();
        json.WriteString("sha256", Sum(buffer.WrittenSpan[before..]));
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    /// <exception cref="InvalidDataException">Damaged; the message says how.</exception>
    public static HostState Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.GetProperty("version").GetInt32() is var version && version != Version)
            {
                throw new InvalidDataException($"its version is {version}, this program knows {Version}");
            }

            var state = root.GetProperty("state");
            return root.GetProperty("sha256").GetString() == Sum(JsonMarshal.GetRawUtf8Value(state))
                ? StateReader.Read(state)
                : throw new InvalidDataException("its checksum does not match");
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("it is not the JSON that the host wrote", problem);
        }
    }

    private static string Sum(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text));
}
