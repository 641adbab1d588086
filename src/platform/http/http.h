// http.h - the face of the HTTP door: a module mounts typed endpoints on a Router; the app gives it to a Server.
#pragma once

#include "platform/http/authenticator.h"
#include "platform/http/call.h"
#include "platform/http/endpoint.h"
#include "platform/http/lane.h"
#include "platform/http/reasons.h"
#include "platform/http/router.h"
#include "platform/http/server.h"
#include "platform/http/stream.h"
