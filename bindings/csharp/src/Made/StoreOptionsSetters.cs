// Made by tools/interface from omnifund-api.json; edits here are lost.

using System;
using Omnifund.Raw;

namespace Omnifund
{
    public sealed partial class StoreOptions
    {
        /// <summary>Lets the directory's group read and write the store too (directory 2770, files 0660): for a web
        /// server and a cron job under two users.</summary>
        public StoreOptions SetGroup()
        {
            Calls.StoreOptionsSetGroup(Held);
            return this;
        }

        /// <summary>Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most
        /// kinds and their like), whose locks somebody has tried.</summary>
        public StoreOptions AllowNetwork()
        {
            Calls.StoreOptionsAllowNetwork(Held);
            return this;
        }

        /// <summary>Takes a store that another machine made, because it was moved here and that machine uses it no
        /// more. From then on it is this machine's, and the other one is refused. Where both use it, sessions are
        /// lost.</summary>
        public StoreOptions TakeOver()
        {
            Calls.StoreOptionsTakeOver(Held);
            return this;
        }

        /// <summary>Takes a store that is there and makes none: where a path is mistyped or a disk is not mounted,
        /// a program that only reads must say so (Code.StoreMissing), and not that nobody is signed in.</summary>
        public StoreOptions MustExist()
        {
            Calls.StoreOptionsMustExist(Held);
            return this;
        }

        /// <summary>A key that opens records and seals none, beside the one that Store.OpenFile is given: to change
        /// that one, give the new one as older first, in all programs, and only then the other way round;
        /// Store.RotateKey then seals all records anew.</summary>
        public StoreOptions AddOlderKey(Key key)
        {
            Calls.StoreOptionsAddOlderKey(Held, key.Held);
            return this;
        }

        /// <summary>Keeps the sealing key in the file `path`, and not in "&lt;store&gt;.key".</summary>
        public StoreOptions SetKeyFile(string path)
        {
            Calls.StoreOptionsSetKeyFile(Held, path);
            return this;
        }

        /// <summary>Where the audit lines of the store go, as Config.SetAudit has it: those of its OAuth clients,
        /// of its key and of its taking over, and those of its sessions whose config says nothing else. Throws
        /// ConfigurationException for what is no sink.</summary>
        public StoreOptions SetAudit(string sink)
        {
            Calls.StoreOptionsSetAudit(Held, sink);
            return this;
        }

        /// <summary>Names this machine, in place of /etc/machine-id: for containers, which have none, or all the
        /// same. Any text that no other machine has; a store that was made under another name is refused.</summary>
        public StoreOptions SetMachine(string name)
        {
            Calls.StoreOptionsSetMachine(Held, name);
            return this;
        }

        /// <summary>The directory of this host's own beside a store that several hosts share: there its processes
        /// queue, and what an exchange brought is durable there before the shared store has it. On a local disk, of
        /// one user, and never copied to another host. Without it, it is one of the store's own in "omnifund", in
        /// the directory that systemd names in STATE_DIRECTORY, else in the user's XDG state directory.</summary>
        public StoreOptions SetJournal(string directory)
        {
            Calls.StoreOptionsSetJournal(Held, directory);
            return this;
        }
    }
}
