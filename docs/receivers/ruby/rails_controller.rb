# app/controllers/hooks_controller.rb, and in config/routes.rb: post "/hook", to: "hooks#create"
# verify.rb and inbox.rb go to lib/, and are loaded by require in an initializer.
class HooksController < ActionController::API # with ActionController::Base: skip_forgery_protection
  def create
    body = request.raw_post # not params, and not request.body after them
    return head :unauthorized unless from_carillon?(body, request.headers, ENV.fetch("CARILLON_SECRET"))
    store(body)
    head :no_content
  end
end
