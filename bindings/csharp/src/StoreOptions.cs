using System;
using System.Collections.Generic;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>What else there is to say of a store. What is not set is as it is for a store of one user on this machine.</summary>
    public sealed class StoreOptions
    {
        /// <summary>Seals the records; unless given, the key lies in a file.</summary>
        public Key Key { get; set; }

        /// <summary>They open records and seal none.</summary>
        public ICollection<Key> OlderKeys { get; } = new List<Key>();

        /// <summary>Lets the directory's group read and write it too; on Windows, every user of the machine.</summary>
        public bool Group { get; set; }

        /// <summary>Takes a directory on a network file system.</summary>
        public bool AllowNetwork { get; set; }

        /// <summary>Takes a store that was moved here from another machine.</summary>
        public bool TakeOver { get; set; }

        /// <summary>Makes none where there is none.</summary>
        public bool MustExist { get; set; }

        /// <summary>Where the key lies: "&lt;directory&gt;.key" unless set.</summary>
        public string KeyFile { get; set; }

        /// <summary>What this machine is called, in place of the id that its system has.</summary>
        public string Machine { get; set; }

        /// <summary>Where the store's audit lines go: "file:PATH" or "syslog".</summary>
        public string Audit { get; set; }

        /// <summary>Beside a store that several hosts share, the directory of this host's own.</summary>
        public string Journal { get; set; }

        internal StoreOptionsHandle Made()
        {
            var made = Calls.StoreOptionsNew();
            SetIf(Group, () => Calls.StoreOptionsSetGroup(made));
            SetIf(AllowNetwork, () => Calls.StoreOptionsAllowNetwork(made));
            SetIf(TakeOver, () => Calls.StoreOptionsTakeOver(made));
            SetIf(MustExist, () => Calls.StoreOptionsMustExist(made));
            foreach (var key in OlderKeys)
            {
                Calls.StoreOptionsAddOlderKey(made, key.Held);
            }
            SetIf(KeyFile != null, () => Calls.StoreOptionsSetKeyFile(made, KeyFile));
            SetIf(Machine != null, () => Calls.StoreOptionsSetMachine(made, Machine));
            SetIf(Audit != null, () => Calls.StoreOptionsSetAudit(made, Audit));
            SetIf(Journal != null, () => Calls.StoreOptionsSetJournal(made, Journal));
            return made;
        }

        private static void SetIf(bool isSet, Action set)
        {
            if (isSet)
            {
                set();
            }
        }
    }
}
