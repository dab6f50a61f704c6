// What C calls back, handed on to Go. The handle is a number, so it is never a pointer on Go's side.
#include <stddef.h>

#include "_cgo_export.h"

static void entry(void *userdata, const omnifund_log_entry *entry)
{
    omnifundGoLog((uintptr_t)userdata, (omnifund_log_entry *)entry);
}

static void kept_alive(void *userdata, const char *username, const omnifund_error *err)
{
    omnifundGoKeptAlive((uintptr_t)userdata, (char *)username, (omnifund_error *)err);
}

int32_t omnifund_go_log_to(omnifund_config *cfg, uintptr_t handle, int32_t level, omnifund_error **err)
{
    return omnifund_config_log_entries_to_callback(cfg, entry, (void *)handle, level, err);
}

int32_t omnifund_go_keep_alive(const omnifund_client *client, const omnifund_store *store, int64_t age,
                               int64_t budget_ms, uintptr_t handle, omnifund_error **err)
{
    return omnifund_session_keep_alive(client, store, age, budget_ms, kept_alive, (void *)handle, err);
}

static int64_t body(void *userdata, char *buffer, int64_t room)
{
    return omnifundGoBody((uintptr_t)userdata, buffer, room);
}

static int32_t output(void *userdata, const char *bytes, int64_t length)
{
    return omnifundGoOutput((uintptr_t)userdata, (char *)bytes, length);
}

int32_t omnifund_go_body_from(omnifund_request *request, const char *content_type, int64_t length,
                              uintptr_t handle, omnifund_error **err)
{
    return omnifund_request_set_body_callback(request, content_type, length, body, (void *)handle, NULL, err);
}

int32_t omnifund_go_output_to(omnifund_request *request, uintptr_t handle, omnifund_error **err)
{
    return omnifund_request_set_output_callback(request, output, (void *)handle, NULL, err);
}
