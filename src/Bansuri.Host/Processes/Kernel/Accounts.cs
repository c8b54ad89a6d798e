using System.Globalization;
using System.Runtime.InteropServices;

namespace Bansuri.Host.Processes.Kernel;

/// <summary>Users and groups as the C library knows them: files, LDAP and sssd alike.</summary>
internal static unsafe class Accounts
{
    // Enough for an entry with thousands of members; the library would say ERANGE, and the entry then counts as unknown.
    private const int BufferSize = 1 << 18;

    /// <summary>Finds a user by name, else by number; a number without an entry is a user without a name and a group of the same number.</summary>
    internal static UserAccount? FindUser(string text)
    {
        var buffer = (byte*)NativeMemory.Alloc(BufferSize);
        try
        {
            PasswordEntry entry;
            PasswordEntry* found;
            if (Libc.UserByName(text, &entry, buffer, BufferSize, &found) == 0 && found != null)
                return Describe(found);
            if (!TryNumber(text, out var id))
                return null;
            return Libc.UserById(id, &entry, buffer, BufferSize, &found) == 0 && found != null ? Describe(found) : new(null, id, id, null);
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }

    /// <summary>Finds the number of a group by its name, else takes a number as it is.</summary>
    internal static uint? FindGroup(string text)
    {
        var buffer = (byte*)NativeMemory.Alloc(BufferSize);
        try
        {
            GroupEntry entry;
            GroupEntry* found;
            if (Libc.GroupByName(text, &entry, buffer, BufferSize, &found) == 0 && found != null)
                return found->Group;
            return TryNumber(text, out var id) ? id : null;
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }

    private static UserAccount Describe(PasswordEntry* entry) =>
        new(Marshal.PtrToStringUTF8((nint)entry->Name), entry->User, entry->Group, Marshal.PtrToStringUTF8((nint)entry->Home));

    private static bool TryNumber(string text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <param name="Name">Null for a number that no entry has.</param>
internal sealed record UserAccount(string? Name, uint User, uint Group, string? Home);
